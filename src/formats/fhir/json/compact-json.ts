// The same JSON tokens without the white space between them; digits, escapes and the order of keys stay as they came.

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Bytes of a valid JSON text without insignificant white space. Gives the same bytes back when there is none. */
export function compact(bytes: Uint8Array): Uint8Array {
  const n = bytes.length
  let read = 0
  // Up to the first white space outside a string nothing needs copying.
  let inString = false
  for (; read < n; read += 1) {
    const byte = bytes[read] as number
    if (byte === QUOTE) inString = !inString
    else if (byte === BACKSLASH && inString) read += 1
    else if (!inString && isBlank(byte)) break
  }
  if (read >= n) return bytes
  const out = new Uint8Array(n)
  out.set(bytes.subarray(0, read))
  let written = read
  while (read < n) {
    const byte = bytes[read] as number
    if (byte === QUOTE) {
      do {
        const inner = bytes[read] as number
        out[written] = inner
        written += 1
        read += 1
        if (inner === BACKSLASH && read < n) {
          out[written] = bytes[read] as number
          written += 1
          read += 1
        }
      } while (read < n && bytes[read] !== QUOTE)
      if (read < n) {
        out[written] = QUOTE
        written += 1
        read += 1
      }
    } else {
      if (!isBlank(byte)) {
        out[written] = byte
        written += 1
      }
      read += 1
    }
  }
  return out.slice(0, written)
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
