// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import { CallError } from '../../../web/api/call.ts'
import { type ImportServer, ImportUpload } from './import-upload.ts'
import { BATCH_BYTES_MAX, BATCH_FILES_MAX, bytesInWords, freePath, nextBatch } from './upload-batches.ts'

const file = (path: string, content = 'x') => ({ file: new File([content], path), path })

/** A server that keeps what it is sent, and fails as told: `failures` says what the next requests end with. */
function buildServer(failures: (CallError | 'half')[] = []) {
  const kept: string[] = []
  const requests: string[][] = []
  let started = 0
  const server: ImportServer = {
    open: async () => 'run',
    async send(_runId, files, onProgress) {
      requests.push(files.map((one) => one.path))
      const failure = failures.shift()
      const arriving = failure === undefined ? files : failure === 'half' ? files.slice(0, 1) : []
      kept.push(...arriving.map((one) => one.path))
      onProgress(1)
      if (failure === 'half') throw new CallError('web.unreachable', 'Broken.', { status: 0 })
      if (failure !== undefined) throw failure
    },
    arrived: async () => kept.map((path) => ({ path, bytes: 1 })),
    async start() {
      started += 1
    },
    pause: async () => undefined,
  }
  return { server, kept, requests, started: () => started }
}

describe('an upload', () => {
  test('of a folder of five thousand files goes in modest requests, each file once, and starts', async () => {
    const { server, kept, requests, started } = buildServer()
    const upload = new ImportUpload(server)
    upload.add(Array.from({ length: 5_000 }, (_none, n) => file(`ward/${n}.json`)))
    await upload.begin('ward')
    expect(kept).toHaveLength(5_000)
    expect(new Set(kept).size).toBe(5_000)
    expect(Math.max(...requests.map((one) => one.length))).toBe(BATCH_FILES_MAX)
    expect(started()).toBe(1)
    expect(upload.view()).toMatchObject({ phase: 'started', sentBytes: 5_000, totalBytes: 5_000 })
  })

  test('that breaks in the middle of a request sends only what did not arrive', async () => {
    const { server, kept } = buildServer(['half', 'half'])
    const upload = new ImportUpload(server)
    upload.add(['a', 'b', 'c', 'd'].map((name) => file(name)))
    await upload.begin('ward')
    expect(kept).toEqual(['a', 'b', 'c', 'd'])
    expect(upload.view().phase).toBe('started')
  })

  test('whose server stays away stops with a sentence, and goes on later with the rest', async () => {
    const gone = () => new CallError('web.unreachable', 'Gone.', { status: 0 })
    const failures: (CallError | 'half')[] = ['half', gone(), gone(), gone()]
    const { server, kept, started } = buildServer(failures)
    const upload = new ImportUpload(server)
    upload.add([file('a'), file('b')])
    await upload.begin('ward')
    expect(upload.view()).toMatchObject({ phase: 'stopped', sentBytes: 1 })
    expect(upload.view().problem).toContain('What has arrived is kept')
    expect(started()).toBe(0)
    await upload.begin('ward')
    expect(kept).toEqual(['a', 'b'])
    expect(started()).toBe(1)
  })

  test('of somebody who was signed out stops at once and asks to sign in', async () => {
    const { server, requests } = buildServer([
      new CallError('platform.not_signed_in', 'Sign in.', { status: 401 }),
    ])
    const upload = new ImportUpload(server)
    upload.add([file('a')])
    await upload.begin('ward')
    expect(upload.view().problem).toContain('Sign in again')
    expect(upload.view().files[0]?.state).toBe('waiting')
    expect(requests).toHaveLength(1)
  })

  test('with one file that is too large sends the others and says which', async () => {
    const tooLarge = () =>
      new CallError('platform.too_large', 'One of the files is too large.', { status: 413 })
    const { server, kept, started } = buildServer([tooLarge(), tooLarge()])
    const upload = new ImportUpload(server)
    upload.add([file('a'), file('b'), file('c')])
    await upload.begin('ward')
    expect(kept).toEqual(['b', 'c'])
    expect(upload.view().files.find((one) => one.path === 'a')?.problem).toContain('too large')
    expect(started()).toBe(0)
    await upload.startAnyway()
    expect(started()).toBe(1)
  })

  test('takes up an import that was left, and skips what is there', async () => {
    const { server, kept, requests } = buildServer()
    kept.push('a')
    const upload = new ImportUpload(server)
    upload.adopt('run')
    upload.add([file('a'), file('b')])
    await upload.begin('')
    expect(requests).toEqual([['b']])
  })

  test('keeps two files of one name apart, and the same file chosen twice as one', () => {
    const upload = new ImportUpload(buildServer().server)
    const one = file('labs/a.json')
    upload.add([one, one, file('labs/a.json', 'other')])
    expect(upload.view().files.map((each) => each.path)).toEqual(['labs/a.json', 'labs/a (2).json'])
  })
})

describe('a batch', () => {
  test('ends before it is too large, and a very large file goes alone', () => {
    const large = { bytes: BATCH_BYTES_MAX + 1 }
    expect(nextBatch([large, { bytes: 1 }])).toEqual([large])
    expect(nextBatch([{ bytes: 1 }, large])).toHaveLength(1)
    expect(nextBatch([{ bytes: BATCH_BYTES_MAX - 1 }, { bytes: 1 }, { bytes: 1 }])).toHaveLength(2)
    expect(nextBatch([])).toEqual([])
  })
})

test.each([
  ['a.json', ['a.json'], 'a (2).json'],
  ['a.b/c', ['a.b/c', 'a.b/c (2)'], 'a.b/c (3)'],
  ['.env', ['.env'], '.env (2)'],
])('a taken path %s gets a number', (path, taken, free) => {
  expect(freePath(path, new Set(taken))).toBe(free)
})

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1024, '1.0 KB'],
  [1_500_000, '1.4 MB'],
  [300 * 1024 ** 2, '300 MB'],
])('%d bytes are %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words)
})
