// The files that a resource carries inside it. Pure.
import { type ExactObject, isObject } from './exact-json.ts'

export type Attachment = {
  readonly title: string
  readonly contentType: string
  /** Base64 as it stands in the resource; undefined when the resource only says where the file is. */
  readonly data: string | undefined
  readonly address: string | undefined
}

/** All attachments of a resource, in their order. */
export function attachmentsOf(resource: unknown): readonly Attachment[] {
  const found: Attachment[] = []
  collect(resource, found)
  return found
}

function collect(value: unknown, found: Attachment[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found)
  if (!isObject(value)) return
  if (isAttachment(value)) found.push(read(value, found.length))
  else for (const inner of Object.values(value)) collect(inner, found)
}

function isAttachment(value: ExactObject): boolean {
  return (
    typeof value.contentType === 'string' && (typeof value.data === 'string' || typeof value.url === 'string')
  )
}

function read(value: ExactObject, before: number): Attachment {
  return {
    title: typeof value.title === 'string' && value.title !== '' ? value.title : `File ${before + 1}`,
    contentType: String(value.contentType).split(';', 1)[0]?.trim().toLowerCase() ?? '',
    data: typeof value.data === 'string' ? value.data : undefined,
    address: typeof value.url === 'string' ? value.url : undefined,
  }
}

/** How a file may be shown. Anything that could run or reach out (HTML, SVG) is only offered as a download. */
export function showingOf(contentType: string): 'text' | 'picture' | 'pdf' | 'download' {
  if (contentType === 'text/plain') return 'text'
  if (/^image\/(png|jpeg|gif|webp|bmp)$/.test(contentType)) return 'picture'
  return contentType === 'application/pdf' ? 'pdf' : 'download'
}

/** The bytes of base64 text; undefined when it is none. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64.replace(/\s+/g, '')), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
