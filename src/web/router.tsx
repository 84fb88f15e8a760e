// Routes made from the registry: public pages stand alone, all others inside the shell.
import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import type { PageEntry } from './page-entry.ts'
import { pages, permitted } from './registry.ts'
import { useSession } from './session/session-context.ts'
import { CurrentPage } from './shell/current-page.tsx'
import { ErrorPage } from './shell/ErrorPage.tsx'
import { NotFoundPage, NotPermittedPage } from './shell/NotFoundPage.tsx'
import { Shell } from './shell/Shell.tsx'
import { StartPage } from './shell/StartPage.tsx'
import { StateView } from './ui/StateView.tsx'

export function createAppRouter() {
  const root = createRootRoute({ component: Outlet })
  const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: Shell })
  const inside = pages.filter((page) => page.access !== 'public')
  const start = inside.some((page) => page.path === '/')
    ? []
    : [createRoute({ getParentRoute: () => desk, path: '/', component: StartPage })]
  const routes = inside.map((page) =>
    createRoute({
      getParentRoute: () => desk,
      path: page.path,
      component: () => <GuardedPage page={page} />,
    }),
  )
  const alone = pages
    .filter((page) => page.access === 'public')
    .map((page) =>
      createRoute({
        getParentRoute: () => root,
        path: page.path,
        component: () => <LoadedPage page={page} />,
      }),
    )
  const rest = createRoute({ getParentRoute: () => desk, path: '$', component: NotFoundPage })
  return createRouter({
    routeTree: root.addChildren([desk.addChildren([...start, ...routes, rest]), ...alone]),
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPreload: false,
    scrollRestoration: true,
  })
}

function GuardedPage({ page }: { page: PageEntry }) {
  const session = useSession()
  if (permitted([page], session.permissions).length > 0) return <LoadedPage page={page} />
  // Whoever may not open the front page begins at the first page that is theirs.
  return page.path === '/' ? <StartPage /> : <NotPermittedPage page={page} />
}

function LoadedPage({ page }: { page: PageEntry }) {
  const { Page } = page
  return (
    <CurrentPage page={page}>
      <Suspense fallback={<StateView state="loading" label={`Opening ${page.title}`} />}>
        <Page />
      </Suspense>
    </CurrentPage>
  )
}
