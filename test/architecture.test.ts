import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  adviceFor,
  FEATURE_NUMBERS,
  importCycles,
  isTest,
  regionOf,
  serverCodeInBrowser,
} from './architecture/arrows.ts'
import { parseSource, readProject } from './architecture/source-file.ts'

const files = readProject(join(import.meta.dirname, '..'))
const EMPTY_WORDS = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers', 'misc'])

describe('the project', () => {
  test('every import follows the arrows of docs/architecture.md', () => {
    const findings = files.flatMap((file) =>
      file.imports.flatMap((one) => {
        const advice = adviceFor(file, one)
        return advice ? [`${file.path}:${one.line} imports ${one.target}: ${advice}`] : []
      }),
    )
    expect(findings).toEqual([])
  })

  test('every feature has its number', () => {
    const features = new Set(
      files.flatMap((file) => regionOf(file.path)).flatMap((one) => ('feature' in one ? [one.feature] : [])),
    )
    expect([...features].filter((name) => !(name in FEATURE_NUMBERS))).toEqual([])
  })

  test('no imports go round in a circle', () => {
    expect(importCycles(files)).toEqual([])
  })

  test('nothing of the server reaches the browser by way of a shared file', () => {
    expect(serverCodeInBrowser(files)).toEqual([])
  })

  test('exports are named; only tools that insist get a default', () => {
    const findings = files
      .filter((file) => !/\.config\.ts$|\.d\.ts$/.test(file.path))
      .flatMap((file) => file.defaultExports.map((line) => `${file.path}:${line}: name the export`))
    expect(findings).toEqual([])
  })

  test('only public.ts passes on what another file exports', () => {
    const findings = files
      .filter((file) => !file.path.endsWith('/public.ts'))
      .flatMap((file) =>
        file.imports
          .filter((one) => one.reExport)
          .map((one) => `${file.path}:${one.line}: import ${one.target} where it is needed`),
      )
    expect(findings).toEqual([])
  })

  test('no file or folder has a name that says nothing', () => {
    const findings = files
      .map((file) => file.path)
      .filter((path) => wordsOf(path).some((word) => EMPTY_WORDS.has(word)))
      .map((path) => `${path}: name it after its subject, or put it beside its one caller`)
    expect(findings).toEqual([])
  })
})

function wordsOf(path: string): string[] {
  return path
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/)
}

describe('the rules', () => {
  const advice = (path: string, statement: string) => {
    const file = parseSource(path, statement)
    const first = file.imports[0]
    if (!first) throw new Error(`No import was read in: ${statement}`)
    return adviceFor(file, first)
  }

  test.each([
    ['src/features/charts/read-chart.ts', `import { find } from '../patients/public.ts'`],
    ['src/features/charts/read-chart.ts', `import { readEntry } from './entry-store.ts'`],
    ['src/features/charts/read-chart.ts', `import type { Ctx } from '../../platform/ctx.ts'`],
    ['src/features/charts/read-chart.ts', `import {\n  a,\n  b,\n} from '../../formats/fhir/x.ts'`],
    ['src/features/charts/web/ChartPage.tsx', `import { chartSchema } from '../schemas.ts'`],
    ['src/web/registry.ts', `import { importWeb } from '../interop/fhir-import/web/index.ts'`],
    ['src/interop/fhir-import/web/ImportPage.tsx', `import { importRun } from '../schemas.ts'`],
    ['src/interop/fhir-import/web/ImportPage.tsx', `import { Panel } from '../../../web/ui/Panel.tsx'`],
    ['src/features/charts/web/ChartPage.tsx', `import { Table } from '../../../web/kit/Table.tsx'`],
    [
      'src/features/charts/web/ChartPage.tsx',
      `import { contract } from '../../../platform/http/contract.ts'`,
    ],
    [
      'src/features/charts/read-chart.db.test.ts',
      `import { createTestDatabase } from '../../../test/support/database.ts'`,
    ],
    ['src/interop/fhir/import.ts', `import { fileEntries } from '../../features/charts/public.ts'`],
    ['src/programs/server.ts', `import { registerChartRoutes } from '../features/charts/routes.ts'`],
    ['src/formats/fhir/hash.ts', `import { createHash } from 'node:crypto'`],
  ])('%s may say %s', (path, statement) => {
    expect(advice(path, statement)).toBeUndefined()
  })

  test.each([
    ['src/features/charts/x.ts', `import { y } from '../patients/search.ts'`, 'public.ts'],
    ['src/features/charts/x.ts', `import { y } from './public.ts'`, 'the real file'],
    ['src/features/patients/x.ts', `import { y } from '../charts/public.ts'`, 'lower features only'],
    ['src/features/release/x.ts', `import { y } from '../claims/public.ts'`, 'lower features only'],
    ['src/features/gardening/x.ts', `import { y } from '../audit/public.ts'`, 'give gardening a number'],
    ['src/features/charts/x.ts', `import { y } from '../../interop/fhir/x.ts'`, 'may not import interop'],
    [
      'src/features/charts/x.ts',
      `const y = await import('../../programs/cli.ts')`,
      'only src/programs wires',
    ],
    ['src/features/charts/x.ts', `import { y } from '../../../test/support/database.ts'`, 'only tests'],
    ['src/features/charts/x.ts', `import { y } from './web/ChartPage.tsx'`, 'for the browser'],
    ['src/features/charts/web/X.tsx', `import { y } from '../entry-store.ts'`, 'never a store'],
    ['src/features/charts/web/X.tsx', `import { y } from '../routes.ts'`, 'never a store, a route'],
    ['src/features/charts/web/X.tsx', `import { y } from 'node:fs'`, 'browser code'],
    ['src/features/charts/web/X.tsx', `import { y } from '../../../platform/db/database.ts'`, 'browser code'],
    ['src/features/patients/web/X.tsx', `import { y } from '../../charts/web/Y.tsx'`, 'lower features only'],
    [
      'src/features/charts/web/X.tsx',
      `import { y } from '../../../interop/a/web/Y.tsx'`,
      'may not import interop',
    ],
    ['src/interop/fhir-import/web/X.tsx', `import { y } from '../import-store.ts'`, 'never a store'],
    ['src/platform/x.ts', `import { y } from '../features/audit/public.ts'`, 'knows no patient'],
    ['src/platform/x.ts', `import { y } from '../formats/fhir/x.ts'`, 'platform imports nothing of ours'],
    ['src/formats/x.ts', `import { y } from '../platform/errors.ts'`, 'formats import nothing of ours'],
    ['src/formats/x.ts', `import { y } from 'node:fs/promises'`, 'formats are pure'],
    ['src/formats/x.ts', `export * from 'pg'`, 'formats are pure'],
    ['src/interop/x.ts', `import { y } from '../features/charts/entry-store.ts'`, 'public.ts'],
    ['src/programs/x.ts', `import { y } from '../features/charts/entry-store.ts'`, 'does not query'],
    ['src/demo/x.ts', `import { y } from '../features/charts/entry.ts'`, 'public.ts'],
  ])('%s may not say %s', (path, statement, says) => {
    expect(advice(path, statement)).toContain(says)
  })

  test('a circle is named with its way round', () => {
    const a = parseSource('src/platform/a.ts', `import { b } from './b.ts'`)
    const b = parseSource('src/platform/b.ts', `import { a } from './a.ts'`)
    expect(importCycles([a, b])).toEqual([
      expect.stringContaining('src/platform/a.ts → src/platform/b.ts → src/platform/a.ts'),
    ])
  })

  test('a node package behind a shared file is named with the way it takes', () => {
    const page = parseSource('src/web/App.tsx', `import { rule } from '../features/charts/rule.ts'`)
    const rule = parseSource('src/features/charts/rule.ts', `import { createHash } from 'node:crypto'`)
    expect(serverCodeInBrowser([page, rule])).toEqual([
      expect.stringContaining('src/web/App.tsx → src/features/charts/rule.ts'),
    ])
  })

  test('imports in comments are not read, default exports are', () => {
    const file = parseSource(
      'src/platform/x.ts',
      `// import { a } from './a.ts'\n * import('./b.ts')\nexport default 1\n`,
    )
    expect(file.imports).toEqual([])
    expect(file.defaultExports).toEqual([3])
  })

  test('a test file is known by its name or folder', () => {
    expect(isTest('src/features/charts/x.db.test.ts')).toBe(true)
    expect(isTest('test/journeys/sign-in.ts')).toBe(true)
    expect(isTest('src/features/charts/contest.ts')).toBe(false)
  })
})
