// `chartroom doctor`: the settings with their sources, then each part tried for real.
import { statfs } from 'node:fs/promises'
import type { CommandAnswer } from '../platform/command-line/command-line.ts'
import type { Config } from '../platform/config/config.ts'
import type { SettingDescription } from '../platform/config/load-config.ts'
import { asChartroomError } from '../platform/errors.ts'
import { openKeys } from '../platform/keys/keys.ts'
import { openInstallation, VERSION } from './compose.ts'

export type Finding = { readonly part: string; readonly ok: boolean; readonly sentence: string }

const DISK_FREE_BYTES_MIN = 1024 ** 3

export async function examine(
  config: Config,
  settings: readonly SettingDescription[],
): Promise<CommandAnswer> {
  const findings: Finding[] = [
    { part: 'program', ok: true, sentence: `Chartroom ${VERSION} on Node ${process.versions.node}.` },
    await tryPart('keys', async () => {
      const keys = await openKeys(config.keysFolder)
      const count = keys.fingerprints().length
      return `${count} keys in ${config.keysFolder}, readable by their owner alone.`
    }),
  ]
  const database = await tryPart('database', () => examineInside(config, findings))
  findings.splice(2, 0, database)
  findings.push(
    await tryPart(
      'disk',
      async () => {
        const { bavail, bsize } = await statfs(config.dataFolder)
        const free = bavail * bsize
        if (free < DISK_FREE_BYTES_MIN) throw new Error('little')
        return `${gigabytes(free)} free for ${config.dataFolder}.`
      },
      `Less than ${gigabytes(DISK_FREE_BYTES_MIN)} are free for ${config.dataFolder}. Make room.`,
    ),
  )
  return {
    json: { version: VERSION, settings, findings },
    text: [table(settings), '', ...findings.map(line)].join('\n'),
    findings: findings.some((finding) => !finding.ok),
  }
}

async function examineInside(config: Config, findings: Finding[]): Promise<string> {
  const installation = await openInstallation(config, { connectionsMax: 3, name: 'chartroom doctor' })
  try {
    const { pool } = installation.deps.db
    const { rows } = await pool.query<{ version: string; role: string; migrations: number }>(
      `select current_setting('server_version') as version, current_user as role,
         (select count(*) from platform.migration) as migrations`,
    )
    findings.push(
      await tryPart('blobs', async () => {
        await installation.bytes.check()
        return `Written and removed in ${config.blobs.kind === 's3' ? config.blobs.endpoint : 'the folder'}.`
      }),
    )
    const found = rows[0]
    return `PostgreSQL ${found?.version} (${config.databaseUrl ? 'DATABASE_URL' : 'embedded'}), role ${found?.role}, ${found?.migrations} migrations.`
  } finally {
    await installation.close()
  }
}

async function tryPart(part: string, check: () => Promise<string>, otherwise?: string): Promise<Finding> {
  try {
    return { part, ok: true, sentence: await check() }
  } catch (thrown) {
    return { part, ok: false, sentence: otherwise ?? asChartroomError(thrown).message }
  }
}

function line(finding: Finding): string {
  return `${finding.ok ? 'ok  ' : 'BAD '} ${finding.part.padEnd(9)} ${finding.sentence}`
}

function table(settings: readonly SettingDescription[]): string {
  return settings
    .map(
      ({ variable, value, source }) => `${variable.padEnd(32)} ${(value ?? '(unset)').padEnd(44)} ${source}`,
    )
    .join('\n')
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`
}
