// Serves the built pages with the real content security policy and a made-up session, to look at the desk without a
// department behind it. Whoever tests behaviour uses the real server.
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

export type DeskOnlyServer = {
  readonly address: string
  /** Sets what an address under /api answers. */
  answer(method: string, path: string, status: number, body: unknown): void
  close(): Promise<void>
}

/** Builds the pages with the story page in them, then serves them on a free port. */
export async function startDeskOnly(): Promise<DeskOnlyServer> {
  const folder = join(ROOT, 'dist/kit')
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    mode: 'kit',
    logLevel: 'error',
    build: { outDir: folder, sourcemap: false },
  })
  const answers = new Map<string, { status: number; body: unknown }>()
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    response.setHeader('content-security-policy', POLICY)
    if (path.startsWith('/api/')) sendAnswer(answers.get(`${request.method} ${path}`), response)
    else void sendFile(folder, path, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    answer: (method, path, status, body) => void answers.set(`${method} ${path}`, { status, body }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function sendAnswer(answer: { status: number; body: unknown } | undefined, response: ServerResponse): void {
  response.setHeader('content-type', 'application/json')
  response.statusCode = answer?.status ?? 404
  if (answer?.status === 204) {
    response.end()
    return
  }
  response.end(
    JSON.stringify(answer?.body ?? { error: { code: 'platform.no_such_address', message: 'Nothing here.' } }),
  )
}

async function sendFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const name = extname(path) === '' ? 'index.html' : path.slice(1)
  try {
    const content = await readFile(join(folder, name))
    response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream')
    response.end(content)
  } catch {
    response.statusCode = 404
    response.end()
  }
}
