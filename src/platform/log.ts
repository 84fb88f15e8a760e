// Structured logs without patient data: events and ids, never names, numbers, dates or free text from a chart.
import { pino } from 'pino'
import type { Config } from './config/config.ts'

export type Log = {
  debug(fields: object, event: string): void
  info(fields: object, event: string): void
  warn(fields: object, event: string): void
  error(fields: object, event: string): void
  child(fields: object): Log
}

const SENSITIVE = [
  'password',
  'token',
  'secret',
  'cookie',
  'authorization',
  'name',
  'birthDate',
  'mrn',
  'text',
  'q',
]

/** Logs go to standard error as one JSON object a line, so that `--json` output stays clean. */
export function openLog(config: Pick<Config, 'logLevel'>): Log {
  return pino(
    {
      level: config.logLevel,
      base: null,
      redact: { paths: SENSITIVE.flatMap((field) => [field, `*.${field}`]), censor: '[removed]' },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ fd: 2, sync: true }),
  )
}
