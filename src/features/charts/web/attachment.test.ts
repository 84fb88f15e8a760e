import { expect, test } from 'vitest'
import { attachmentsOf, bytesOf, showingOf } from './attachment.ts'
import { parseExact } from './exact-json.ts'

test('files are found wherever they stand in a resource', () => {
  const resource = parseExact(
    '{"resourceType":"DocumentReference","content":[{"attachment":{"contentType":"text/plain; charset=utf-8","data":"aGk=","title":"Note"}},{"attachment":{"contentType":"application/pdf","url":"Binary/1"}}]}',
  )
  expect(attachmentsOf(resource)).toEqual([
    { title: 'Note', contentType: 'text/plain', data: 'aGk=', address: undefined },
    { title: 'File 2', contentType: 'application/pdf', data: undefined, address: 'Binary/1' },
  ])
  expect(attachmentsOf(parseExact('{"resourceType":"Condition"}'))).toEqual([])
})

test.each([
  ['text/plain', 'text'],
  ['image/png', 'picture'],
  ['application/pdf', 'pdf'],
  ['text/html', 'download'],
  ['image/svg+xml', 'download'],
  ['', 'download'],
])('%s is shown as %s', (contentType, showing) => {
  expect(showingOf(contentType)).toBe(showing)
})

test('base64 with line ends is read, what is none is not', () => {
  expect(bytesOf('aG\nk=')).toEqual(new Uint8Array([104, 105]))
  expect(bytesOf('~~')).toBeUndefined()
})
