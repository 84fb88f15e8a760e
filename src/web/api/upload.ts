// Sends files to an upload route, saying how far it is. `fetch` can't tell that, so this is the one XMLHttpRequest.
import {
  type AnyContract,
  addressOf,
  type CallAnswer,
  CallError,
  type CallInput,
  ownHeaders,
  readAnswer,
} from './call.ts'

export type UploadInput<C extends AnyContract> = Omit<CallInput<C>, 'body'> & {
  /** A form with file parts, or one file as it is. */
  readonly files: FormData | Blob
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void
}

type LooseInput = {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  files: FormData | Blob
  onProgress?: (sentBytes: number, totalBytes: number) => void
  signal?: AbortSignal
}

/** Like `call`, for contracts with `upload: true`. */
export function upload<C extends AnyContract>(contract: C, input: UploadInput<C>): Promise<CallAnswer<C>> {
  const { params, query, files, onProgress, signal } = input as unknown as LooseInput
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(calledOff())
    const request = new XMLHttpRequest()
    request.open(contract.method, addressOf(contract, params, query))
    for (const [name, value] of Object.entries(ownHeaders())) request.setRequestHeader(name, value)
    if (files instanceof Blob) request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total)
    request.onload = () => {
      try {
        resolve(readAnswer(contract, request.status, request.responseText) as CallAnswer<C>)
      } catch (thrown) {
        reject(thrown)
      }
    }
    request.onerror = () =>
      reject(
        new CallError('web.unreachable', 'The connection broke while the files were sent. Try again.', {
          status: 0,
        }),
      )
    request.onabort = () => reject(calledOff())
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(files)
  })
}

function calledOff(): DOMException {
  return new DOMException('The upload was called off.', 'AbortError')
}
