// Units in worker threads: reading, validation and storing of a unit happen in one thread from beginning to end, so
// that nothing large crosses between threads and every core has work.
import { Worker } from 'node:worker_threads'
import type { Ctx } from '../../platform/ctx.ts'
import { ChartroomError, type ErrorKind } from '../../platform/errors.ts'
import type { UnitResult, UnitWork } from './process-unit.ts'
import type { UnitProcessor } from './run-import.ts'

export type ThreadQuestion = { readonly id: number; readonly ctx: Ctx; readonly work: UnitWork } | 'close'

export type ThreadAnswer =
  | { readonly id: number; readonly result: UnitResult }
  | { readonly id: number; readonly failure: { kind: ErrorKind; code: string; message: string } }

export type ImportThreads = UnitProcessor & { close(): Promise<void> }

type Waiting = { resolve(result: UnitResult): void; reject(thrown: Error): void }

/** Starts `count` threads of `entry`, the file in `programs` that answers questions with `answerQuestions`. */
export function openImportThreads(entry: URL, count: number, workerData: unknown): ImportThreads {
  const threads = Array.from({ length: count }, () => openThread(entry, workerData))
  const idle = [...threads]
  const queue: (() => void)[] = []

  async function withThread<T>(work: (thread: ImportThread) => Promise<T>): Promise<T> {
    const thread =
      idle.pop() ??
      (await new Promise<ImportThread>((resolve) => queue.push(() => resolve(idle.pop() as ImportThread))))
    try {
      return await work(thread)
    } finally {
      idle.push(thread)
      queue.shift()?.()
    }
  }

  return {
    width: count,
    process: (ctx, work) => withThread((thread) => thread.ask(ctx, work)),
    async close() {
      await Promise.all(threads.map((thread) => thread.close()))
    },
  }
}

type ImportThread = { ask(ctx: Ctx, work: UnitWork): Promise<UnitResult>; close(): Promise<void> }

function openThread(entry: URL, workerData: unknown): ImportThread {
  const worker = new Worker(entry, { workerData })
  const waiting = new Map<number, Waiting>()
  let next = 0
  let ended: Error | undefined
  const end = (thrown: Error) => {
    ended = thrown
    for (const one of waiting.values()) one.reject(thrown)
    waiting.clear()
  }
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.on('message', (answer: ThreadAnswer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('result' in answer) one?.resolve(answer.result)
    else one?.reject(new ChartroomError(answer.failure.kind, answer.failure.code, answer.failure.message))
  })
  worker.on('error', (thrown) => end(thrown instanceof Error ? thrown : new Error(String(thrown))))
  worker.on('exit', () => end(new Error('The import thread ended.')))
  return {
    ask(ctx, work) {
      if (ended) return Promise.reject(ended)
      next += 1
      const id = next
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, ctx, work } satisfies ThreadQuestion)
      })
    },
    async close() {
      if (!ended) worker.postMessage('close' satisfies ThreadQuestion)
      await exited
    },
  }
}
