// Streams the raw bytes of COPY … TO STDOUT, many rows a batch, in constant memory.
import type pg from 'pg'

/** Rows as the server sent them, one after another; `ends[i]` is where row i ends in `bytes`. */
export type CopiedRows = { readonly bytes: Buffer; readonly ends: Uint32Array; readonly count: number }

type CopyData = { readonly chunk: Buffer }
type Connection = { query(text: string): void; readonly stream: { pause(): void; resume(): void } }

const BATCH_BYTES = 512 * 1024
const BATCH_ROWS = 8_192
const BATCHES_AHEAD_MAX = 4

/**
 * Yields batches until the COPY is over. Whoever stops early must end the client, because the server goes on sending.
 * pg hands each row over synchronously; a slow reader pauses the socket.
 */
export async function* copyRows(client: pg.ClientBase, statement: string): AsyncGenerator<CopiedRows> {
  const ready: CopiedRows[] = []
  let bytes = Buffer.allocUnsafe(BATCH_BYTES)
  let ends = new Uint32Array(BATCH_ROWS)
  let length = 0
  let count = 0
  let finished = false
  let failure: unknown
  let wake: () => void = () => undefined
  let stream: Connection['stream'] | undefined

  const flush = () => {
    if (count === 0) return
    ready.push({ bytes: bytes.subarray(0, length), ends, count })
    bytes = Buffer.allocUnsafe(BATCH_BYTES)
    ends = new Uint32Array(BATCH_ROWS)
    length = 0
    count = 0
    if (ready.length >= BATCHES_AHEAD_MAX) stream?.pause()
    wake()
  }

  const query = {
    submit(connection: Connection) {
      stream = connection.stream
      connection.query(statement)
    },
    handleCopyData({ chunk }: CopyData) {
      if (length + chunk.length > bytes.length) {
        flush()
        if (chunk.length > bytes.length) bytes = Buffer.allocUnsafe(chunk.length)
      }
      bytes.set(chunk, length)
      length += chunk.length
      ends[count] = length
      count += 1
      if (count === BATCH_ROWS) flush()
    },
    handleCommandComplete() {},
    handleReadyForQuery() {
      flush()
      finished = true
      wake()
    },
    handleError(error: unknown) {
      failure = error
      finished = true
      wake()
    },
  }

  client.query(query)
  while (true) {
    const batch = ready.shift()
    if (batch !== undefined) {
      if (ready.length < BATCHES_AHEAD_MAX) stream?.resume()
      yield batch
    } else if (failure !== undefined) {
      throw failure
    } else if (finished) {
      return
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}
