// The reject queue: look at what was refused, dismiss it with a reason, or try it again.
import { Readable } from 'node:stream'
import { createZstdDecompress, zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import { SENSITIVITY_LABELS } from '../../features/access/public.ts'
import type { Deps } from '../../features/audit/public.ts'
import { may, requirePermission } from '../../features/identity/public.ts'
import type { BlobId } from '../../platform/blobs/blob-store.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { JobKind } from '../../platform/jobs/jobs.ts'
import { noSuchReject } from './errors.ts'
import { settleRejects } from './import-store.ts'
import {
  countOpenRejects,
  findReject,
  lockOpenRejects,
  pageOfRejects,
  type RejectFilter,
  type RejectRow,
  type WholeReject,
} from './read-store.ts'
import type { RejectDetail, RejectLine } from './schemas.ts'

export async function listRejects(deps: Deps, ctx: Ctx, filter: RejectFilter) {
  await requirePermission(deps, ctx, 'import.run')
  const [rows, open] = await Promise.all([
    pageOfRejects(deps.db.pool, { ...filter, limit: filter.limit + 1 }),
    countOpenRejects(deps.db.pool),
    deps.audit.read(ctx, {
      action: 'interop.import_read',
      subjectKind: 'reject_queue',
      subjectId: filter.state,
    }),
  ])
  const shown = rows.slice(0, filter.limit)
  return {
    rejects: shown.map(presentReject),
    next: rows.length > filter.limit ? (shown.at(-1)?.reject_id ?? null) : null,
    open,
  }
}

const SHOWN_BYTES = 256 * 1024
const findings = z.array(
  z.object({ severity: z.string(), path: z.string(), rule: z.string(), message: z.string() }),
)

export async function readReject(deps: Deps, ctx: Ctx, rejectId: string): Promise<RejectDetail> {
  await requirePermission(deps, ctx, 'import.run')
  const row = await findReject(deps.db.pool, rejectId)
  if (!row) throw noSuchReject()
  const [bytes] = await Promise.all([
    firstBytes(deps, row),
    deps.audit.read(ctx, { action: 'interop.reject_read', subjectKind: 'reject', subjectId: rejectId }),
  ])
  const text = bytes.toString('utf8')
  return {
    ...presentReject(row),
    findings: findings.parse(row.findings),
    text: may(ctx, 'sensitive.read') || !mayCarryClosedLabel(text) ? text : WITHHELD,
    truncated: row.content_bytes > bytes.length,
  }
}

const WITHHELD =
  'This item carries a sensitivity label that is closed to you. Ask somebody who may read labelled entries to look at it.'
const CLOSED_LABEL = new RegExp(`"security"[\\s\\S]*"(${SENSITIVITY_LABELS.join('|')})"`)

// The item is no entry yet, so nothing has drawn its labels: any text that could carry a closed one is held back.
function mayCarryClosedLabel(text: string): boolean {
  return CLOSED_LABEL.test(text)
}

async function firstBytes(deps: Deps, row: WholeReject): Promise<Buffer> {
  const source = row.content
    ? Readable.from([row.content]).pipe(createZstdDecompress())
    : row.content_blob_id
      ? await deps.blobs.open(row.content_blob_id as BlobId)
      : Readable.from([])
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= SHOWN_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, SHOWN_BYTES)
}

export async function dismissRejects(deps: Deps, ctx: Ctx, rejectIds: readonly string[], reason: string) {
  await requirePermission(deps, ctx, 'reject.work')
  return inTransaction(deps.db, async ({ tx, client }) => {
    const open = await lockOpenRejects(client, rejectIds)
    await settleRejects(
      client,
      open.map((row) => row.reject_id),
      { state: 'dismissed', by: ctx.actor.name, reason },
    )
    await deps.audit.writeIn(tx, ctx, {
      action: 'interop.rejects_dismissed',
      details: { dismissed: open.length, rejectIds: open.map((row) => row.reject_id) },
    })
    return { dismissed: open.length }
  })
}

export type ResubmitPayload = { readonly rejectIds: string[] }

/** Queues another try; the worker has the validator. */
export async function resubmitRejects(
  deps: Deps,
  ctx: Ctx,
  rejectIds: readonly string[],
  kind: JobKind<ResubmitPayload, never>,
): Promise<{ jobId: string }> {
  await requirePermission(deps, ctx, 'reject.work')
  return inTransaction(deps.db, async ({ tx }) => {
    const jobId = await deps.jobs.enqueue(tx, ctx, kind, { rejectIds: [...rejectIds] })
    await deps.audit.writeIn(tx, ctx, {
      action: 'interop.rejects_resubmitted',
      details: { asked: rejectIds.length, rejectIds: [...rejectIds] },
    })
    return { jobId }
  })
}

export function presentReject(row: RejectRow): RejectLine {
  return {
    rejectId: row.reject_id,
    runId: row.run_id,
    fileName: row.file_name,
    place: row.place,
    kind: row.kind,
    rule: row.rule,
    reason: row.reason,
    bytes: row.content_bytes,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    settledBy: row.settled_by,
    settledReason: row.settled_reason,
  }
}

/** The text of a refused resource; undefined for a whole file, which is resubmitted as a file. */
export function rawOfReject(row: WholeReject): Uint8Array | undefined {
  return row.content ? zstdDecompressSync(row.content) : undefined
}
