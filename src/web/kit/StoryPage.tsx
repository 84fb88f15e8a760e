// An invented page, to see the shell around something.
import { useCurrentPage } from '../shell/current-page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Panel } from '../ui/Panel.tsx'

export function StoryPage() {
  const page = useCurrentPage()
  return (
    <>
      <PageHeader title={page?.title ?? ''} />
      <Panel>An invented page.</Panel>
    </>
  )
}
