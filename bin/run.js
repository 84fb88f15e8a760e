#!/usr/bin/env node
// The project's scripts, `npm run NAME`: installs what is missing first, so that a fresh clone needs no step before.
import { join } from 'node:path'
import { ensureInstalled, ROOT, say } from './install.js'
import { runNode } from './run-node.js'
import { ensureWebBuilt } from './web-stamp.js'

const tool = (path) => join(ROOT, 'node_modules', path)
const run = (...args) => runNode(args, { cwd: ROOT })
const VITEST = tool('vitest/vitest.mjs')
const NEEDS_PARTS = ['**/*.db.test.ts', '**/*.http.test.ts', 'test/journeys/**', 'test/fresh-clone.test.ts']

const scripts = {
  async test(args) {
    if (args.some((arg) => ['--version', '-v', '--help', '-h'].includes(arg))) return run(VITEST, ...args)
    await ensureWebBuilt()
    return run(VITEST, 'run', ...args)
  },
  'test:fast': (args) => run(VITEST, 'run', ...NEEDS_PARTS.flatMap((glob) => ['--exclude', glob]), ...args),
  check: (args) =>
    inTurn([
      [
        'format and lint',
        () => run(tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', ...args),
      ],
      ['types', () => run(tool('typescript/bin/tsc'), '-p', ROOT)],
      ['lint with types', () => run(tool('oxlint/bin/oxlint'), '--type-aware', '--quiet')],
      ['arrows', () => run(VITEST, 'run', 'test/architecture.test.ts')],
    ]),
  format: (args) => run(tool('@biomejs/biome/bin/biome'), 'check', '--write', ...args),
  async build() {
    await ensureWebBuilt()
    return 0
  },
  bench: (args) => run(join(ROOT, 'bench/run.ts'), ...args),
  generate: (args) => run(join(ROOT, 'scripts/generate.ts'), ...args),
}

/** Runs all, also after a failure, and names what failed. */
async function inTurn(steps) {
  const failed = []
  for (const [name, step] of steps) {
    say(`${name} …`)
    if ((await step()) !== 0) failed.push(name)
  }
  say(failed.length === 0 ? 'all checks passed' : `failed: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
}

const [name = '', ...args] = process.argv.slice(2)
const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined
if (!script) {
  say(`There is no script "${name}". There are: ${Object.keys(scripts).join(', ')}.`)
  process.exitCode = 2
} else {
  await ensureInstalled()
  process.exitCode = await script(args)
}
