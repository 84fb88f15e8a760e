// The arrows of docs/architecture.md: who may import whom. Each finding names the line and says what to do instead.
import type { Import, SourceFile } from './source-file.ts'

/** A feature may import features with a lower number. A new feature gets its number here and in docs/architecture.md. */
export const FEATURE_NUMBERS: Readonly<Record<string, number>> = {
  audit: 1,
  identity: 2,
  access: 3,
  worklists: 4,
  patients: 5,
  charts: 6,
  documents: 7,
  completion: 8,
  coding: 8,
  queries: 9,
  release: 9,
  claims: 9,
  privacy: 9,
  retention: 9,
  reports: 10,
  training: 10,
}

type WebRegion = { readonly kind: 'feature web'; readonly feature: string } | { readonly kind: 'web' }

type Region =
  | WebRegion
  | { readonly kind: 'feature'; readonly feature: string }
  | { readonly kind: 'formats' | 'platform' | 'interop' | 'interop web' | 'demo' | 'programs' | 'outside' }

const IO =
  /^(node:(fs|fs\/promises|net|http|http2|https|tls|dgram|dns|child_process|cluster|sqlite|worker_threads)|pg|pg-copy-streams|kysely|fastify|graphile-worker)$/
const SERVER_ONLY =
  /^(node:.*|pg|pg-copy-streams|kysely|fastify|@fastify\/.*|graphile-worker|better-auth|pino|prom-client|@node-rs\/argon2|commander)$/
const NEVER_IN_BROWSER = /(-store|\/routes|\/cli)\.ts$/
const WEB_CONTRACT = /^src\/platform\/(http\/contract|jobs\/schemas|errors|ids)\.ts$/

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('test/')
}

export function regionOf(path: string): Region {
  const [top = '', folder = '', name = '', next = ''] = path.split('/')
  if (top !== 'src') return { kind: 'outside' }
  if (folder === 'features') {
    return next === 'web' ? { kind: 'feature web', feature: name } : { kind: 'feature', feature: name }
  }
  if (folder === 'interop' && (name === 'web' || next === 'web')) return { kind: 'interop web' }
  switch (folder) {
    case 'formats':
    case 'platform':
    case 'interop':
    case 'web':
    case 'demo':
    case 'programs':
      return { kind: folder }
    default:
      return { kind: 'outside' }
  }
}

/** What is wrong with one import, as advice; undefined when nothing is. */
export function adviceFor(from: SourceFile, wanted: Import): string | undefined {
  const here = regionOf(from.path)
  if (!wanted.ours) return packageAdvice(here, from, wanted)
  const there = regionOf(wanted.target)
  if (isTest(from.path) && (there.kind === 'outside' || there.kind === 'programs')) return undefined
  // A test of interop or of the demo may look at what a feature made, past its public file.
  if (isTest(from.path) && there.kind === 'feature' && (here.kind === 'interop' || here.kind === 'demo'))
    return undefined
  if (there.kind === 'outside' && here.kind !== 'outside') {
    return `${wanted.target} lies outside src/: only tests may import it`
  }
  if (there.kind === 'programs' && here.kind !== 'programs' && here.kind !== 'outside') {
    return 'only src/programs wires: declare a port (a type) here and let programs hand in the implementation'
  }
  switch (here.kind) {
    case 'formats':
      return there.kind === 'formats' ? undefined : 'formats import nothing of ours: pass the value in'
    case 'platform':
      return there.kind === 'platform'
        ? undefined
        : 'platform imports nothing of ours and knows no patient: declare a type here and let programs wire it'
    case 'feature':
      return featureAdvice(here.feature, from, wanted, there)
    case 'feature web':
    case 'web':
      return webAdvice(here, from, wanted, there)
    case 'interop web':
      return webAdvice({ kind: 'web' }, from, wanted, there)
    case 'interop':
      return belowAdvice('interop', ['formats', 'platform', 'interop'], wanted, there)
    case 'demo':
      return belowAdvice('demo', ['formats', 'platform', 'interop', 'demo'], wanted, there)
    case 'programs':
      return wanted.target.endsWith('-store.ts') && there.kind === 'feature'
        ? 'programs wires; it does not query: call a function of public.ts'
        : undefined
    case 'outside':
      return undefined
    default:
      return here satisfies never
  }
}

function packageAdvice(here: Region, from: SourceFile, wanted: Import): string | undefined {
  if (isTest(from.path)) return undefined
  if (here.kind === 'formats' && IO.test(wanted.target)) {
    return 'formats are pure: read and write in the caller and pass text, bytes or an async iterable in'
  }
  if (
    (here.kind === 'web' || here.kind === 'feature web' || here.kind === 'interop web') &&
    !wanted.typeOnly &&
    SERVER_ONLY.test(wanted.target)
  ) {
    return `browser code can't use ${wanted.target}: ask the server through a contract`
  }
  return undefined
}

function featureAdvice(feature: string, from: SourceFile, wanted: Import, there: Region): string | undefined {
  if (there.kind === 'formats' || there.kind === 'platform') return undefined
  if (there.kind === 'feature web')
    return 'a web folder is for the browser: move what both need to schemas.ts or a pure file'
  if (there.kind !== 'feature') return `a feature may not import ${there.kind}`
  if (there.feature === feature) {
    return wanted.target.endsWith('/public.ts') && !isTest(from.path)
      ? 'inside a feature import the real file, never public.ts'
      : undefined
  }
  const [mine, theirs] = [numberOf(feature), numberOf(there.feature)]
  if (mine === undefined || theirs === undefined) {
    return `give ${mine === undefined ? feature : there.feature} a number in test/architecture/arrows.ts and docs/architecture.md`
  }
  if (theirs >= mine && !isTest(from.path)) {
    return `${feature} (${mine}) may import lower features only, ${there.feature} is ${theirs}: news travels up as an event, a question as a port that programs wires`
  }
  return publicOnly(wanted, there.feature)
}

function webAdvice(here: WebRegion, from: SourceFile, wanted: Import, there: Region): string | undefined {
  if (there.kind === 'web') return undefined
  if (there.kind === 'formats') return undefined
  if (there.kind === 'platform') {
    return WEB_CONTRACT.test(wanted.target) || wanted.typeOnly || isTest(from.path)
      ? undefined
      : 'browser code may use platform/http/contract.ts, jobs/schemas.ts, errors.ts and ids.ts only'
  }
  // Pages of an adapter are above every feature: the shell registers them, no feature knows them.
  const isAboveFeatures = here.kind === 'web' && (there.kind === 'interop' || there.kind === 'interop web')
  if (!isAboveFeatures && there.kind !== 'feature' && there.kind !== 'feature web')
    return `browser code may not import ${there.kind}`
  if (NEVER_IN_BROWSER.test(wanted.target) && !isTest(from.path)) {
    return 'browser code may use schemas.ts, types and pure rules, never a store, a route or a command'
  }
  if (here.kind === 'web' || !('feature' in there) || here.feature === there.feature) return undefined
  const [mine, theirs] = [numberOf(here.feature) ?? 0, numberOf(there.feature) ?? 0]
  if (theirs > mine && !isTest(from.path)) {
    return `the pages of ${here.feature} (${mine}) may use lower features only, ${there.feature} is ${theirs}: let the higher feature register its part with the shell`
  }
  return undefined
}

function belowAdvice(
  name: string,
  allowed: readonly Region['kind'][],
  wanted: Import,
  there: Region,
): string | undefined {
  if (there.kind === 'feature') return publicOnly(wanted, there.feature)
  return allowed.includes(there.kind) ? undefined : `${name} may not import ${there.kind}`
}

function publicOnly(wanted: Import, feature: string): string | undefined {
  return wanted.target === `src/features/${feature}/public.ts`
    ? undefined
    : `from outside, ${feature} is src/features/${feature}/public.ts: import it, and export there what is missing`
}

function numberOf(feature: string): number | undefined {
  return FEATURE_NUMBERS[feature]
}

/** Chains of value imports by which browser code would pull in a package of the server. */
export function serverCodeInBrowser(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const findings = new Map<string, string>()
  const seen = new Set<string>()
  const queue = files
    .filter(
      (file) =>
        ['web', 'feature web', 'interop web'].includes(regionOf(file.path).kind) && !isTest(file.path),
    )
    .map((file) => [file.path])
  for (let chain = queue.shift(); chain; chain = queue.shift()) {
    const path = chain.at(-1) ?? ''
    if (seen.has(path)) continue
    seen.add(path)
    for (const one of byPath.get(path)?.imports ?? []) {
      if (one.typeOnly) continue
      if (one.ours) queue.push([...chain, one.target])
      else if (SERVER_ONLY.test(one.target) && chain.length > 1) {
        findings.set(
          path,
          `${path}:${one.line} imports ${one.target} and reaches the browser by ${chain.join(' → ')}: split the pure part into a file of its own`,
        )
      }
    }
  }
  return [...findings.values()]
}

/** Cycles of value imports, each told once. Types are erased, so two files may speak of each other's. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: string[]): void => {
    const at = trail.indexOf(path)
    if (at >= 0) {
      cycles.push(`${[...trail.slice(at), path].join(' → ')}: move what both need into a file of its own`)
      return
    }
    if (done.has(path)) return
    for (const one of byPath.get(path)?.imports ?? [])
      if (one.ours && !one.typeOnly) visit(one.target, [...trail, path])
    done.add(path)
  }
  for (const file of files) visit(file.path, [])
  return cycles
}
