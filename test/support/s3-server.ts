// A small object store over real HTTP: keeps bytes in memory, checks every signature (AWS Signature Version 4), and
// can be told to fail.
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'

export type TestObjectStore = {
  readonly endpoint: string
  readonly objects: Map<string, Buffer>
  readonly openUploads: Map<string, Map<number, Buffer>>
  /** The next requests get these statuses; then it works again. */
  failNext(...statuses: number[]): void
  /** Requests whose address has this text get this status, until it is cleared. */
  failWhere(text: string | undefined, status?: number): void
  close(): Promise<void>
}

export async function startTestObjectStore(secret: string): Promise<TestObjectStore> {
  const objects = new Map<string, Buffer>()
  const openUploads = new Map<string, Map<number, Buffer>>()
  const failures: number[] = []
  let failing: { text: string; status: number } | undefined

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const answer = (status: number, text: string | Buffer = '', headers: Record<string, string> = {}) =>
      response.writeHead(status, headers).end(text)

    const url = new URL(request.url ?? '/', 'http://store')
    const failure = failing && request.url?.includes(failing.text) ? failing.status : failures.shift()
    if (failure) return answer(failure)
    if (!isSigned(request, url, body, secret))
      return answer(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>')

    const uploadId = url.searchParams.get('uploadId')
    if (request.method === 'POST' && url.searchParams.has('uploads')) {
      const id = `upload/${openUploads.size + 1}`
      openUploads.set(id, new Map())
      return answer(
        200,
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      )
    }
    if (uploadId) {
      const parts = openUploads.get(uploadId)
      if (!parts) return answer(404)
      if (request.method === 'DELETE') return answer(openUploads.delete(uploadId) ? 204 : 404)
      if (request.method === 'PUT') {
        parts.set(Number(url.searchParams.get('partNumber')), body)
        return answer(200, '', { etag: `"${createHash('md5').update(body).digest('hex')}"` })
      }
      const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"(\w+)"<\/ETag>/g)]
      const joined = named.map(([, part, tag]) => {
        const bytes = parts.get(Number(part)) ?? Buffer.alloc(0)
        return createHash('md5').update(bytes).digest('hex') === tag ? bytes : undefined
      })
      if (named.length !== parts.size || joined.some((part) => !part))
        return answer(200, '<Error><Code>InvalidPart</Code></Error>')
      objects.set(url.pathname, Buffer.concat(joined.filter((part) => part !== undefined)))
      openUploads.delete(uploadId)
      return answer(200, '<CompleteMultipartUploadResult/>')
    }
    const object = objects.get(url.pathname)
    if (request.method === 'PUT') objects.set(url.pathname, body)
    else if (request.method === 'DELETE') objects.delete(url.pathname)
    else return object ? answer(200, request.method === 'HEAD' ? '' : object) : answer(404)
    return answer(200)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    openUploads,
    failNext: (...statuses) => void failures.push(...statuses),
    failWhere: (text, status = 500) => {
      failing = text === undefined ? undefined : { text, status }
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function isSigned(request: IncomingMessage, url: URL, body: Buffer, secret: string): boolean {
  const header = request.headers.authorization ?? ''
  const scope = /Credential=[^/]+\/(\d+)\/([^/]+)\/s3\/aws4_request/.exec(header)
  const names = /SignedHeaders=([^,]+)/.exec(header)?.[1]?.split(';')
  const signature = /Signature=(\w+)/.exec(header)?.[1]
  if (!scope || !names || !signature) return false
  const bodyHash = createHash('sha256').update(body).digest('hex')
  if (request.headers['x-amz-content-sha256'] !== bodyHash) return false

  const encoded = (text: string) =>
    encodeURIComponent(text).replaceAll(
      /[!'()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    )
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')
  const headers = names.map((name) => `${name}:${request.headers[name] ?? ''}\n`).join('')
  const canonical = [request.method, url.pathname, query, headers, names.join(';'), bodyHash].join('\n')
  const toSign = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    `${scope[1]}/${scope[2]}/s3/aws4_request`,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n')
  const key = [scope[1] ?? '', scope[2] ?? '', 's3', 'aws4_request'].reduce<Buffer>(
    (current, part) => createHmac('sha256', current).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  )
  return createHmac('sha256', key).update(toSign).digest('hex') === signature
}
