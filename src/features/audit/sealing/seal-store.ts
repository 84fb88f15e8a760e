// All SQL over seals, checkpoints and eras, on a raw client: sealing and verifying keep their own connections.
import pg from 'pg'
import { CANONICAL_SETTINGS, type Place } from './canonical.ts'
import type { Seal } from './seal.ts'

const SEAL_COLUMNS = `seal_no as "sealNo", era, from_xid as "fromXid", to_xid as "toXid", next_xid as "nextXid",
  event_count as "eventCount", events_total as "eventsTotal", event_id_min as "eventIdMin",
  event_id_max as "eventIdMax", (extract(epoch from earliest_at) * 1000000)::bigint as "earliestAtMicros",
  (extract(epoch from sealed_at) * 1000000)::bigint as "sealedAtMicros", event_ids as "eventIds",
  event_marks as "eventMarks", digest, previous_hash as "previousHash", hash`

/** A connection of one's own beside the pool, in the given role and with the canonical settings. */
export async function connectBeside(
  pool: pg.Pool,
  role: 'chartroom_app' | 'chartroom_sealer',
  applicationName: string,
): Promise<pg.Client> {
  const client = new pg.Client({
    ...pool.options,
    application_name: applicationName,
    options: `-c role=${role}`,
  })
  client.on('error', () => undefined)
  await client.connect()
  await client.query(CANONICAL_SETTINGS)
  return client
}

export async function findLastSeal(client: pg.ClientBase): Promise<Seal | undefined> {
  const found = await client.query<Seal>(
    `select ${SEAL_COLUMNS} from audit.seal order by seal_no desc limit 1`,
  )
  return found.rows[0]
}

export async function findSeal(client: pg.ClientBase, sealNo: number): Promise<Seal | undefined> {
  const found = await client.query<Seal>(`select ${SEAL_COLUMNS} from audit.seal where seal_no = $1`, [
    sealNo,
  ])
  return found.rows[0]
}

/** The seals after one, in order, few enough that their ids fit into memory. */
export async function listSealsAfter(
  client: pg.ClientBase,
  sealNo: number,
  eventsTotalMax: number,
): Promise<Seal[]> {
  const found = await client.query<Seal>({
    name: 'audit_seals_after',
    text: `select ${SEAL_COLUMNS} from audit.seal
      where seal_no > $1 and (events_total <= $2 or seal_no = (select min(seal_no) from audit.seal where seal_no > $1))
      order by seal_no limit 2000`,
    values: [sealNo, eventsTotalMax],
  })
  return found.rows
}

export async function insertSeal(client: pg.ClientBase, seal: Seal): Promise<void> {
  const micros = (position: number) => `'epoch'::timestamptz + $${position} * interval '1 microsecond'`
  await client.query({
    name: 'audit_insert_seal',
    text: `insert into audit.seal (seal_no, era, from_xid, to_xid, next_xid, event_count, events_total, event_id_min,
        event_id_max, earliest_at, sealed_at, event_ids, event_marks, digest, previous_hash, hash)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, ${micros(10)}, ${micros(11)}, $12, $13, $14, $15, $16)`,
    values: [
      seal.sealNo,
      seal.era,
      seal.fromXid,
      seal.toXid,
      seal.nextXid,
      seal.eventCount,
      seal.eventsTotal,
      seal.eventIdMin,
      seal.eventIdMax,
      seal.earliestAtMicros,
      seal.sealedAtMicros,
      seal.eventIds,
      seal.eventMarks,
      seal.digest,
      seal.previousHash,
      seal.hash,
    ],
  })
}

export type Horizon = {
  /** Every transaction below it has ended. */
  readonly endedBelow: string
  /** No transaction from it on has begun. */
  readonly nextXid: string
  readonly era: number
  readonly nowMicros: number
}

/** What a later snapshot is sure to see in full. The time is taken before the snapshot. */
export async function readHorizon(client: pg.ClientBase): Promise<Horizon> {
  const found = await client.query<Horizon>({
    name: 'audit_horizon',
    text: `select pg_snapshot_xmin(snapshot) as "endedBelow", pg_snapshot_xmax(snapshot) as "nextXid",
        (select max(era) from audit.era) as era, (extract(epoch from now()) * 1000000)::bigint as "nowMicros"
      from pg_current_snapshot() as snapshot`,
  })
  const [row] = found.rows
  if (row === undefined) throw new Error('no snapshot')
  return row
}

/** Whether there are events in the range, and the transaction in which the `limit`-th of them stands, if so many. */
export async function findFullSealEnd(
  client: pg.ClientBase,
  from: Place,
  to: Place,
  limit: number,
): Promise<{ any: boolean; full: Place | undefined }> {
  const range = `where (era, xid) >= ($1, $2::xid8) and (era, xid) < ($3, $4::xid8) order by era, xid`
  const values = [from.era, from.xid, to.era, to.xid]
  const any = await client.query({
    name: 'audit_any_unsealed',
    text: `select 1 from audit.event ${range} limit 1`,
    values,
  })
  if (any.rowCount === 0) return { any: false, full: undefined }
  const full = await client.query<Place>({
    name: 'audit_full_seal',
    text: `select era, xid from audit.event ${range} offset $5 limit 1`,
    values: [...values, limit - 1],
  })
  return { any: true, full: full.rows[0] }
}

/** At most `countMax`, because a gauge must stay cheap when the sealer was away for long. */
export async function countUnsealed(client: pg.ClientBase, from: Place, countMax: number): Promise<number> {
  const found = await client.query<{ count: number }>({
    name: 'audit_count_unsealed',
    text: `select count(*)::int as count from
      (select 1 from audit.event where (era, xid) >= ($1, $2::xid8) limit $3) as unsealed`,
    values: [from.era, from.xid, countMax],
  })
  return found.rows[0]?.count ?? 0
}

export type Unsealed = { readonly count: number; readonly forgedEventId: number | null }

/**
 * Events after the last seal, and the first among them that cannot be genuine: of a transaction that has not begun, of
 * an era that has not begun, or with an id that was given out before its transaction began.
 */
export async function inspectUnsealed(
  client: pg.ClientBase,
  from: Place,
  last: Pick<Seal, 'nextXid' | 'eventIdMax' | 'era'> | undefined,
): Promise<Unsealed> {
  const found = await client.query<Unsealed>(
    `select count(*) as count, min(event_id) filter (where
        xid >= pg_snapshot_xmax(pg_current_snapshot()) and era = (select max(era) from audit.era)
        or era > (select max(era) from audit.era)
        or (era = $3 and xid >= $4::xid8 and event_id <= $5)) as "forgedEventId"
      from audit.event where (era, xid) >= ($1, $2::xid8)`,
    [from.era, from.xid, last?.era ?? -1, last?.nextXid ?? '0', last?.eventIdMax ?? 0],
  )
  return found.rows[0] ?? { count: 0, forgedEventId: null }
}

/** Whether an event with this id stands anywhere at or after a time. */
export async function hasEventSince(
  client: pg.ClientBase,
  eventId: number,
  sinceMicros: number,
): Promise<boolean> {
  const found = await client.query(
    `select 1 from audit.event
      where event_id = $1 and at >= 'epoch'::timestamptz + $2 * interval '1 microsecond' limit 1`,
    [eventId, sinceMicros],
  )
  return found.rowCount === 1
}

/** One snapshot for several connections; the client's transaction must stay open while others take it. */
export async function beginSnapshot(client: pg.ClientBase): Promise<string> {
  await client.query('begin isolation level repeatable read read only')
  const found = await client.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
  return found.rows[0]?.snapshot ?? ''
}

export async function joinSnapshot(client: pg.ClientBase, snapshot: string): Promise<void> {
  await client.query('begin isolation level repeatable read read only')
  await client.query(`set transaction snapshot '${snapshot.replace(/[^0-9A-F-]/gi, '')}'`)
}

export type CheckpointRow = { readonly checkpointNo: number; readonly lineHash: Buffer }

export async function findLastCheckpoint(client: pg.ClientBase): Promise<CheckpointRow | undefined> {
  const found = await client.query<CheckpointRow>(
    `select checkpoint_no as "checkpointNo", line_hash as "lineHash" from audit.checkpoint
      order by checkpoint_no desc limit 1`,
  )
  return found.rows[0]
}

export async function listCheckpointsAfter(
  client: pg.ClientBase,
  checkpointNo: number,
): Promise<CheckpointRow[]> {
  const found = await client.query<CheckpointRow>(
    `select checkpoint_no as "checkpointNo", line_hash as "lineHash" from audit.checkpoint
      where checkpoint_no > $1 order by checkpoint_no limit 10000`,
    [checkpointNo],
  )
  return found.rows
}

export async function insertCheckpoint(client: pg.ClientBase, row: CheckpointRow): Promise<void> {
  await client.query({
    name: 'audit_insert_checkpoint',
    text: 'insert into audit.checkpoint (checkpoint_no, line_hash) values ($1, $2)',
    values: [row.checkpointNo, row.lineHash],
  })
}
