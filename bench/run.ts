// `npm run bench`: every bench in a process of its own, one table at the end. `npm run bench -- http` runs those whose
// name holds the word.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './support/measure.ts'

const wanted = process.argv[2] ?? ''
const benches = readdirSync(import.meta.dirname)
  .filter(
    (name) =>
      name.endsWith('.ts') && name !== 'run.ts' && !name.startsWith('invented-') && name.includes(wanted),
  )
  .toSorted()

const rows: Figure[] = []
let failed = false
for (const name of benches) {
  process.stderr.write(`${name} …\n`)
  const result = spawnSync(process.execPath, [join(import.meta.dirname, name)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  failed ||= result.status !== 0
  for (const line of result.stdout.split('\n')) rows.push(...figuresOf(line))
}
printTable(rows)
process.exitCode = failed ? 1 : 0

// A bench prints its figures as JSON, one array or one object a line; anything else is its own talk.
function figuresOf(line: string): Figure[] {
  try {
    const parsed: unknown = JSON.parse(line)
    return (Array.isArray(parsed) ? parsed : [parsed]) as Figure[]
  } catch {
    return []
  }
}

function printTable(figures: readonly Figure[]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
  process.stdout.write(`\n${new Date().toISOString().slice(0, 10)} on ${machine}\n\n`)
  process.stdout.write('| what | measured | budget | |\n|---|---:|---:|---|\n')
  for (const figure of figures) {
    const mark = figure.budget ? (isMet(figure) ? 'met' : 'missed') : ''
    process.stdout.write(
      `| ${figure.name} | ${figure.value} ${figure.unit} | ${figure.budget ?? ''} | ${mark} |\n`,
    )
  }
}

function isMet({ value, budget }: Figure): boolean {
  const [sign, limit] = (budget ?? '').split(' ')
  return sign === '>=' ? value >= Number(limit) : value <= Number(limit)
}
