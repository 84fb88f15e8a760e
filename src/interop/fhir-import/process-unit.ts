// Takes in one unit (a file): reads it, validates it, stores what is sound and keeps the rest with the reason. A unit
// that fits in memory is one transaction. A larger one is first read to its end, so that a broken end is known before
// anything is stored, and then stored chunk by chunk; a stop in between goes on behind the last stored chunk.
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Deps } from '../../features/audit/public.ts'
import { kindInWords, sniff } from '../../formats/fhir/json/sniff.ts'
import type { BlobId } from '../../platform/blobs/blob-store.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { asChartroomError, ChartroomError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { doneByAnother } from './errors.ts'
import { addToUnit, type ChunkCounts, finishUnit, insertRejects, piecesDone } from './import-store.ts'
import type { Piece } from './piece.ts'
import type { RefusalReason } from './piece-refusal.ts'
import type { Naming } from './reference-map.ts'
import { splitUnit, type Validate } from './split-unit.ts'
import { type Chunk, storeChunk } from './store-chunk.ts'
import { type UnitContent, type UnitPlace, unitContent } from './unit-content.ts'
import { buildUnitIndex, type UnitIndex } from './unit-index.ts'

export type UnitWork = {
  readonly runId: string
  readonly unitId: string
  readonly source: string
  readonly fileName: string
  readonly place: UnitPlace
  readonly stagedBytes: number
  /** Pieces that an earlier try of this unit has stored already. */
  readonly piecesDone: number
}

export type ImportSettings = {
  readonly validate: Validate
  readonly namespace: string
  /** A unit up to this size is held in memory and stored in one transaction. */
  readonly memoryBytesMax: number
  /** Pieces and bytes of one transaction of a larger unit. */
  readonly chunkPieces: number
  readonly chunkBytes: number
}

export const USUAL_SIZES = {
  memoryBytesMax: 32 * 1024 * 1024,
  chunkPieces: 1000,
  chunkBytes: 8 * 1024 * 1024,
} as const

export type UnitResult = Pick<ChunkCounts, 'stored' | 'unchanged' | 'rejected' | 'warnings'>

/** Returns the counts of this call; the unit's own row holds those of all tries. */
export async function processUnit(
  deps: Deps,
  ctx: Ctx,
  settings: ImportSettings,
  work: UnitWork,
): Promise<UnitResult> {
  const content = await openUnit(deps, work)
  const head = await headOf(content)
  const kind = sniff(head)
  if (kind !== 'json' && kind !== 'ndjson')
    return refuseWhole(deps, ctx, work, content, unreadable(kind, work.fileName))
  const naming: Naming = { namespace: settings.namespace, source: work.source }
  const first = await firstReading(settings, naming, content, work.fileName)
  if (first.broken) return refuseWhole(deps, ctx, work, content, first.broken)
  if (first.held) return storeHeld(deps, ctx, work, first.index, first.held, first)
  return storeInChunks(deps, ctx, settings, work, content, first)
}

async function openUnit(deps: Deps, work: UnitWork): Promise<UnitContent> {
  try {
    return await unitContent(deps.blobs, work.place, work.stagedBytes)
  } catch (thrown) {
    const error = asChartroomError(thrown)
    if (error.kind === 'unavailable') throw error
    throw new ChartroomError(
      'not_found',
      'interop.unit_unreadable',
      'The file could not be opened. Check that it is still there and that Chartroom may read it.',
      { cause: thrown },
    )
  }
}

async function headOf(content: UnitContent): Promise<Uint8Array> {
  const stream = await content.open()
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) return chunk
  } catch (thrown) {
    if (thrown instanceof ChartroomError) throw thrown
    // A gzip file that is cut or damaged: the first reading will say where.
    return new Uint8Array([0x7b])
  } finally {
    stream.destroy()
  }
  return new Uint8Array()
}

function unreadable(kind: keyof typeof kindInWords, fileName: string): RefusalReason {
  if (kind === 'empty') return { rule: 'empty', reason: 'The file is empty. Get it again from its source.' }
  const json = /\.(json|ndjson)(\.gz)?$/i.test(fileName)
  const lies = json ? 'Its name says JSON, but its content ' : 'Its content '
  return {
    rule: 'not-json',
    reason: `${lies}is ${kindInWords[kind]}. This import takes FHIR R4 as JSON or NDJSON; choose the right file.`,
  }
}

type FirstReading = {
  readonly index: UnitIndex
  /** The pieces, when the unit fits in memory. */
  readonly held: readonly Piece[] | undefined
  readonly broken: RefusalReason | undefined
  readonly envelope: string | null
  readonly sha256: Buffer
}

async function firstReading(
  settings: ImportSettings,
  naming: Naming,
  content: UnitContent,
  fileName: string,
): Promise<FirstReading> {
  const builder = buildUnitIndex(naming)
  const hash = createHash('sha256')
  let held: Piece[] | undefined = []
  let heldBytes = 0
  let broken: RefusalReason | undefined
  let envelope: string | null = null
  try {
    for await (const event of splitUnit(hashing(await content.open(), hash), fileName, settings.validate)) {
      if (event.kind === 'broken') broken ??= event.refusal
      else if (event.kind === 'envelope') envelope = event.text
      else {
        builder.add(event.piece)
        heldBytes += event.piece.raw.length
        if (heldBytes > settings.memoryBytesMax) held = undefined
        held?.push(event.piece)
      }
    }
  } catch (thrown) {
    broken ??= brokenStream(thrown)
  }
  return { index: builder.finish(), held, broken, envelope, sha256: hash.digest() }
}

async function* hashingChunks(content: Readable, hash: { update(chunk: Uint8Array): unknown }) {
  for await (const chunk of content as AsyncIterable<Uint8Array>) {
    hash.update(chunk)
    yield chunk
  }
}

function hashing(content: Readable, hash: { update(chunk: Uint8Array): unknown }): Readable {
  return hashingChunks(content, hash) as unknown as Readable
}

function brokenStream(thrown: unknown): RefusalReason {
  if (asChartroomError(thrown).kind === 'unavailable') throw thrown
  if (thrown instanceof ChartroomError) return { rule: thrown.code, reason: thrown.message }
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  if (code.startsWith('Z_') || code.startsWith('ERR_')) {
    return {
      rule: 'gzip',
      reason: 'The gzip file is damaged or was cut short. Get it again from its source.',
    }
  }
  throw thrown
}

async function storeHeld(
  deps: Deps,
  ctx: Ctx,
  work: UnitWork,
  index: UnitIndex,
  pieces: readonly Piece[],
  reading: Pick<FirstReading, 'sha256' | 'envelope'>,
): Promise<UnitResult> {
  const chunk: Chunk = { index, pieces, origin: work }
  const oversized = await keepOversized(deps, work, pieces)
  return storeChunk(deps, ctx, chunk, async ({ client }) => {
    await oversized(client)
    const end = { state: 'done', sha256: reading.sha256, envelope: reading.envelope } as const
    if (!(await finishUnit(client, work.unitId, end))) throw doneByAnother()
  })
}

// A line beyond every limit is refused with only its beginning; the whole file is then kept beside the reason.
async function keepOversized(deps: Deps, work: UnitWork, pieces: readonly Piece[]) {
  if (!pieces.some((piece) => piece.problem?.rule === 'too-long')) return async () => undefined
  const content = await unitContent(deps.blobs, work.place, work.stagedBytes)
  const kept = await keepArrived(deps, work, content)
  return async (client: Parameters<typeof insertRejects>[0]) => {
    await client.query(
      `update interop.reject set content_blob_id = $2 where unit_id = $1 and rule = 'too-long'`,
      [work.unitId, kept],
    )
  }
}

async function storeInChunks(
  deps: Deps,
  ctx: Ctx,
  settings: ImportSettings,
  work: UnitWork,
  content: UnitContent,
  first: FirstReading,
): Promise<UnitResult> {
  const total = { stored: 0, unchanged: 0, rejected: 0, warnings: 0 }
  let pieces: Piece[] = []
  let bytes = 0
  let seen = 0
  const flush = async () => {
    if (pieces.length === 0) return
    const oversized = await keepOversized(deps, work, pieces)
    const chunk: Chunk = { index: first.index, pieces, origin: work }
    const counts = await storeChunk(deps, ctx, chunk, async ({ client }) => {
      await oversized(client)
      if ((await piecesDone(client, work.unitId)) !== seen) throw doneByAnother()
    })
    total.stored += counts.stored
    total.unchanged += counts.unchanged
    total.rejected += counts.rejected
    total.warnings += counts.warnings
    pieces = []
    bytes = 0
  }
  for await (const event of splitUnit(await content.open(), work.fileName, settings.validate)) {
    if (event.kind !== 'piece') continue
    seen += 1
    if (seen <= work.piecesDone) continue
    pieces.push(event.piece)
    bytes += event.piece.raw.length
    if (pieces.length >= settings.chunkPieces || bytes >= settings.chunkBytes) await flush()
  }
  await flush()
  await inTransaction(deps.db, ({ client }) =>
    finishUnit(client, work.unitId, { state: 'done', sha256: first.sha256, envelope: first.envelope }),
  )
  return total
}

async function keepArrived(deps: Deps, work: UnitWork, content: UnitContent): Promise<BlobId> {
  if ('stagedBlobId' in work.place) return work.place.stagedBlobId
  const { blobId } = await deps.blobs.put(work.unitId, await content.openArrived())
  return blobId
}

/** Refuses the unit as one: nothing of it is stored, all of it is kept. */
async function refuseWhole(
  deps: Deps,
  ctx: Ctx,
  work: UnitWork,
  content: UnitContent,
  refusal: RefusalReason,
): Promise<UnitResult> {
  const contentBlobId = content.arrivedBytes === 0 ? null : await keepArrived(deps, work, content)
  const counts = { pieces: 1, stored: 0, unchanged: 0, rejected: 1, warnings: 0, byKind: {} }
  await inTransaction(deps.db, async ({ client }) => {
    await insertRejects(client, work, [
      {
        rejectId: newId(),
        place: 'the whole file',
        kind: null,
        ...refusal,
        findings: [],
        content: null,
        contentBlobId,
        contentBytes: content.arrivedBytes,
        fullUrl: null,
        awaitsRecordId: null,
      },
    ])
    await addToUnit(client, work.unitId, counts)
    const end = { state: 'failed', sha256: null, envelope: null } as const
    if (!(await finishUnit(client, work.unitId, end))) throw doneByAnother()
    await deps.audit.writeManyIn(client, ctx, [
      {
        action: 'interop.unit_refused',
        subjectKind: 'import_unit',
        subjectId: work.unitId,
        details: { rule: refusal.rule },
      },
    ])
  })
  return counts
}
