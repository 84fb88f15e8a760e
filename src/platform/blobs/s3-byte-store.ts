// Sealed bytes in an S3-compatible store. What fits one part is one request; more is a multipart upload of parts of
// bounded size, aborted on failure, so that memory stays constant and no half object is left.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import type { Config } from '../config/config.ts'
import { ChartroomError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { ByteStore } from './byte-store.ts'

export type S3Options = Omit<Extract<Config['blobs'], { kind: 's3' }>, 'kind'> & {
  /** At least 5 MiB for Amazon's; every part but the last has this size. */
  readonly partBytes?: number
}

const PART_BYTES = 8 * 1024 * 1024
const ATTEMPTS = 4

export function openS3ByteStore(options: S3Options): ByteStore {
  const send = requester(options)
  const partBytes = options.partBytes ?? PART_BYTES

  const store: ByteStore = {
    async write(location, bytes) {
      const parts = inParts(bytes, partBytes)
      const first = await parts.next()
      if (first.done) throw new Error('A sealed blob is never empty.')
      const second = await parts.next()
      if (second.done) {
        await send('PUT', location, '', first.value)
        return
      }
      await uploadParts(send, location, first.value, second.value, parts)
    },
    async read(location) {
      const answer = await send('GET', location, '')
      if (!answer.body) throw storeFailure(answer.status)
      return Readable.from(answer.body, { objectMode: false })
    },
    async exists(location) {
      const answer = await send('HEAD', location, '', undefined, [404])
      return answer.status === 200
    },
    async remove(location) {
      await send('DELETE', location, '', undefined, [404])
    },
    async check() {
      const location = newId()
      await send('PUT', location, '', Buffer.from('check'))
      await store.remove(location)
    },
  }
  return store
}

type Send = (
  method: string,
  location: string,
  query: string,
  body?: Buffer,
  alsoFine?: readonly number[],
) => Promise<Response>

function requester(options: S3Options): Send {
  const client = new AwsClient({
    accessKeyId: options.accessKeyId,
    secretAccessKey: options.secretAccessKey,
    region: options.region,
    service: 's3',
    retries: 0,
  })
  const base = `${options.endpoint.replace(/\/+$/, '')}/${options.bucket}`

  return async (method, location, query, body, alsoFine = []) => {
    const hash = createHash('sha256')
      .update(body ?? '')
      .digest('hex')
    const init = {
      method,
      headers: { 'x-amz-content-sha256': hash },
      ...(body ? { body: new Uint8Array(body) } : {}),
    }
    for (let attempt = 1; ; attempt += 1) {
      const answer = await client.fetch(`${base}/${location}${query}`, init).catch((thrown: unknown) => {
        if (attempt >= ATTEMPTS) throw storeFailure(undefined, thrown)
        return undefined
      })
      if (answer?.ok || (answer && alsoFine.includes(answer.status))) return answer
      const final = answer !== undefined && answer.status < 500 && answer.status !== 429
      if (answer) await answer.body?.cancel()
      if (final || attempt >= ATTEMPTS) throw storeFailure(answer?.status)
      await pause(100 * 2 ** attempt)
    }
  }
}

async function uploadParts(
  send: Send,
  location: string,
  first: Buffer,
  second: Buffer,
  rest: AsyncGenerator<Buffer>,
): Promise<void> {
  const started = await (await send('POST', location, '?uploads=')).text()
  const uploadId = /<UploadId>([^<]+)<\/UploadId>/.exec(started)?.[1]
  if (!uploadId) throw storeFailure(200)
  const id = encodeURIComponent(uploadId)
  const tags: string[] = []
  const put = async (part: Buffer) => {
    const answer = await send('PUT', location, `?partNumber=${tags.length + 1}&uploadId=${id}`, part)
    tags.push(answer.headers.get('etag') ?? '')
  }
  try {
    await put(first)
    await put(second)
    for await (const part of rest) await put(part)
    const list = tags.map(
      (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
    )
    const body = Buffer.from(`<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`)
    const answer = await (await send('POST', location, `?uploadId=${id}`, body)).text()
    // The store may answer 200 and tell of a failure in the body.
    if (answer.includes('<Error>')) throw storeFailure(200)
  } catch (thrown) {
    await send('DELETE', location, `?uploadId=${id}`, undefined, [404]).catch(() => undefined)
    throw thrown
  }
}

async function* inParts(bytes: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  for await (const piece of bytes) {
    held.push(piece)
    length += piece.length
    while (length > size) {
      const all = Buffer.concat(held, length)
      yield all.subarray(0, size)
      held = [all.subarray(size)]
      length -= size
    }
  }
  if (length > 0) yield Buffer.concat(held, length)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function storeFailure(status: number | undefined, cause?: unknown): ChartroomError {
  const denied = status === 401 || status === 403
  return new ChartroomError(
    'unavailable',
    denied ? 'platform.blobs_denied' : 'platform.blobs_away',
    denied
      ? 'The object store refuses our access key. Check CHARTROOM_S3_ACCESS_KEY_ID and CHARTROOM_S3_SECRET_ACCESS_KEY.'
      : 'The object store does not answer as it should. Nothing was stored; try again in a moment.',
    { alarming: true, details: status === undefined ? {} : { status }, cause },
  )
}
