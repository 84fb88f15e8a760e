// Draws a part for a test in jsdom: theme and cache around it, and what jsdom lacks. A test file that uses it begins with
// `// @vitest-environment jsdom`.
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, type RenderResult, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach } from 'vitest'
import { theme } from '../theme/theme.ts'
import { FacilityTimeZone } from '../ui/facility-time.ts'

window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) satisfies MediaQueryList

window.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// A field that grows with its text waits for the typeface.
if (document.fonts === undefined) {
  Object.defineProperty(document, 'fonts', { value: new EventTarget() })
}

window.HTMLElement.prototype.scrollIntoView ??= () => undefined

afterEach(cleanup)

/** Renders a part as on the desk, in the time zone of Chicago. */
export function renderPart(part: ReactNode): RenderResult {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>
        <FacilityTimeZone.Provider value="America/Chicago">{part}</FacilityTimeZone.Provider>
      </QueryClientProvider>
    </MantineProvider>,
  )
}
