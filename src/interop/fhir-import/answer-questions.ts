// The inside of an import thread: takes units from its parent one after another and answers what became of them.
import { parentPort } from 'node:worker_threads'
import type { Deps } from '../../features/audit/public.ts'
import { asChartroomError } from '../../platform/errors.ts'
import type { ThreadAnswer, ThreadQuestion } from './import-threads.ts'
import { type ImportSettings, processUnit } from './process-unit.ts'

/** Listens until the parent says `close`; then `close` is awaited and the thread may end. */
export function answerQuestions(deps: Deps, settings: ImportSettings, close: () => Promise<void>): void {
  const port = parentPort
  if (!port) throw new Error('An import thread is started by openImportThreads.')
  port.on('message', (question: ThreadQuestion) => {
    if (question === 'close') {
      port.close()
      void close()
      return
    }
    void answer(deps, settings, question).then((reply) => port.postMessage(reply))
  })
}

async function answer(
  deps: Deps,
  settings: ImportSettings,
  question: Exclude<ThreadQuestion, 'close'>,
): Promise<ThreadAnswer> {
  try {
    return { id: question.id, result: await processUnit(deps, question.ctx, settings, question.work) }
  } catch (thrown) {
    const { kind, code, message, cause } = asChartroomError(thrown)
    deps.log.error({ code, unitId: question.work.unitId, cause: causeOf(cause) }, 'interop.unit_failed')
    return { id: question.id, failure: { kind, code, message } }
  }
}

// Never the message of a database error's detail: it may quote a row.
function causeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined
  return 'code' in cause
    ? `${cause.name} ${String(cause.code)}`
    : `${cause.name}: ${cause.stack?.split('\n')[1]?.trim()}`
}
