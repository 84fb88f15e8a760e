import { useEffect } from 'react'
import { PageLink } from '../navigate.tsx'
import type { PageEntry } from '../page-entry.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Panel } from '../ui/Panel.tsx'
import { StateView } from '../ui/StateView.tsx'

/** There is no page at this address. */
export function NotFoundPage() {
  useEffect(() => {
    document.title = 'Chartroom — Page not found'
  }, [])
  return (
    <>
      <PageHeader title="There is no page here" />
      <Panel>
        <StateView
          state="empty"
          empty={{
            title: 'The address leads nowhere',
            detail: <PageLink to="/">Go to the first page</PageLink>,
          }}
        />
      </Panel>
    </>
  )
}

/** Somebody is signed in whose roles open no page at all, such as a trainee without a further role. */
export function NoPagesPage() {
  return (
    <>
      <PageHeader title="Nothing is open to you yet" />
      <Panel>
        <StateView
          state="empty"
          empty={{
            title: 'Your roles open no page',
            detail: 'Ask the administrator for the role that your work needs.',
          }}
        />
      </Panel>
    </>
  )
}

/** The page exists, and is not for this user. */
export function NotPermittedPage({ page }: { page: PageEntry }) {
  return (
    <>
      <PageHeader title={page.title} />
      <Panel>
        <StateView
          state="empty"
          empty={{
            title: 'Your roles do not include this page',
            detail: 'Ask a supervisor or the administrator if your work needs it.',
          }}
        />
      </Panel>
    </>
  )
}
