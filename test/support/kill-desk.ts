// Somebody at work while things are killed: signs in, uploads, reads charts, and notes only what was acknowledged.
import { setTimeout as wait } from 'node:timers/promises'
import type { ImportUnit } from '../../src/interop/fhir-import/schemas.ts'
import { newId } from '../../src/platform/ids.ts'
import type { House } from './kill-house.ts'

export type IncomingFile = { readonly name: string; readonly text: string; readonly resources: number }

/** An import as far as it was acknowledged. */
export type NotedRun = { readonly runId: string; readonly files: Map<string, IncomingFile> }

export type SeenRun = {
  readonly state: string
  readonly failure: string | null
  readonly units: ImportUnit[]
}

export type Desk = {
  /** Each answered 200 and is named by its request. */
  readonly reads: string[]
  /** Requests that got no answer, or one that says to try again. */
  failed(): number
  import(source: string, parts: readonly (readonly IncomingFile[])[]): Promise<NotedRun>
  see(runId: string): Promise<SeenRun>
  /** Finds somebody and opens the chart; nothing is noted when it did not answer. */
  readSomething(text: string, pick: (count: number) => number): Promise<void>
}

const RETRY_MS = 100
const PATIENCE_MS = 40_000

export async function sitDown(
  house: House,
  userName: string,
  temporary: string,
  password: string,
): Promise<Desk> {
  const reads: string[] = []
  let failures = 0
  let cookie = ''

  async function ask(method: string, path: string, body?: unknown): Promise<Response | undefined> {
    const isForm = body instanceof FormData
    try {
      const answer = await fetch(`${house.address}${path}`, {
        method,
        headers: {
          'x-chartroom': '1',
          'sec-fetch-site': 'same-origin',
          'x-request-id': newId(),
          cookie,
          ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(20_000),
      })
      const given = answer.headers.getSetCookie().map((one) => one.split(';')[0])
      if (given.length > 0) cookie = given.join('; ')
      if (answer.status < 500) return answer
      await answer.text()
    } catch {
      // The connection was lost: whether it was done is not known.
    }
    failures += 1
    return undefined
  }

  async function insist<T>(method: string, path: string, body?: () => unknown): Promise<T> {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      const answer = await ask(method, path, body?.())
      if (answer) {
        const text = await answer.text()
        if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
        return (text === '' ? undefined : JSON.parse(text)) as T
      }
      if (performance.now() > until) throw new Error(`${method} ${path} never answered.\n${house.said()}`)
      await wait(RETRY_MS)
    }
  }

  /** Uploads under a new name each time: a try that got no answer may have come through nevertheless. */
  async function upload(run: NotedRun, files: readonly IncomingFile[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const named = files.map((file) => ({ ...file, name: `${attempt}/${file.name}` }))
      const form = new FormData()
      for (const file of named) form.append('file', new Blob([file.text]), file.name)
      const answer = await ask('POST', `/api/imports/${run.runId}/files`, form)
      if (answer?.status === 200) {
        for (const file of named) run.files.set(file.name, file)
        return
      }
      if (answer) throw new Error(`The upload answered ${answer.status}: ${await answer.text()}`)
      await wait(RETRY_MS)
    }
  }

  async function see(runId: string): Promise<SeenRun> {
    type Answer = { run: { state: string; failure: string | null }; units: ImportUnit[] }
    const { run, units } = await insist<Answer>('GET', `/api/imports/${runId}?limit=500`)
    return { state: run.state, failure: run.failure, units }
  }

  async function start(runId: string): Promise<void> {
    while (true) {
      const answer = await ask('POST', `/api/imports/${runId}/start`)
      if (answer?.status === 200) return
      // A start whose answer was lost has started it.
      if (answer?.status === 409 && (await see(runId)).state !== 'receiving') return
      if (answer) throw new Error(`The start answered ${answer.status}: ${await answer.text()}`)
      await wait(RETRY_MS)
    }
  }

  await insist('POST', '/api/session', () => ({ userName, password: temporary }))
  await insist('POST', '/api/account/password', () => ({ present: temporary, next: password }))

  return {
    reads,
    failed: () => failures,
    see,
    async import(source, parts) {
      const { runId } = await insist<{ runId: string }>('POST', '/api/imports', () => ({ source }))
      const run: NotedRun = { runId, files: new Map() }
      for (const files of parts) await upload(run, files)
      await start(runId)
      return run
    },
    async readSomething(text, pick) {
      const found = await ask('POST', '/api/patients/search', { text })
      if (found?.status !== 200) return
      note(found)
      const { rows } = (await found.json().catch(() => ({ rows: [] }))) as { rows: { personId: string }[] }
      const person = rows[pick(rows.length)]
      if (!person) return
      const opened = await ask('GET', `/api/charts/${person.personId}`)
      if (opened?.status !== 200) return
      note(opened)
      await opened.text().catch(() => undefined)
    },
  }

  function note(answer: Response): void {
    reads.push(answer.headers.get('x-request-id') ?? 'none')
  }
}
