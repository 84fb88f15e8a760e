// Reads what a source file imports and exports, by pattern: enough for import statements as the formatter writes them.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export type Import = {
  /** A path from the project's root for files of ours, else the package's name. */
  readonly target: string
  readonly ours: boolean
  readonly typeOnly: boolean
  readonly reExport: boolean
  readonly line: number
}

export type SourceFile = {
  readonly path: string
  readonly imports: readonly Import[]
  /** Lines with a default export. */
  readonly defaultExports: readonly number[]
}

const FROM = /^[ \t]*(import|export)\s+(type\s+)?([\w$*{},\s]+?)\s+from\s+['"]([^'"]+)['"]/gm
const SIDE_EFFECT = /^[ \t]*import\s+['"]([^'"]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
const DEFAULT_EXPORT = /^[ \t]*export\s+(default\b|\{[^}]*\bas default\b)/gm

export function parseSource(path: string, text: string): SourceFile {
  const imports: Import[] = []
  const add = (index: number, specifier: string, more: { typeOnly?: boolean; reExport?: boolean }) => {
    const ours = specifier.startsWith('.')
    imports.push({
      target: ours ? normalize(join(dirname(path), specifier.replace(/\?.*$/, ''))) : packageOf(specifier),
      ours,
      typeOnly: more.typeOnly ?? false,
      reExport: more.reExport ?? false,
      line: lineAt(text, index),
    })
  }
  for (const match of text.matchAll(FROM)) {
    add(match.index + indent(match[0]), match[4] ?? '', {
      typeOnly: match[2] !== undefined,
      reExport: match[1] === 'export',
    })
  }
  for (const match of text.matchAll(SIDE_EFFECT)) add(match.index + indent(match[0]), match[1] ?? '', {})
  for (const match of text.matchAll(DYNAMIC)) {
    // `typeof import('x')` and import('x').T in a type position are erased.
    const typeOnly = /\btypeof\s+$/.test(text.slice(Math.max(0, match.index - 20), match.index))
    if (!isInComment(text, match.index)) add(match.index, match[1] ?? '', { typeOnly })
  }
  const defaultExports = [...text.matchAll(DEFAULT_EXPORT)].map((match) =>
    lineAt(text, match.index + indent(match[0])),
  )
  return { path, imports, defaultExports }
}

/** Every TypeScript and JavaScript file of the project, paths from its root. */
export function readProject(root: string): SourceFile[] {
  const patterns = [
    'src/**/*.{ts,tsx}',
    'test/**/*.{ts,tsx}',
    'bench/**/*.ts',
    'scripts/**/*.ts',
    'bin/*.js',
    '*.ts',
  ]
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')))
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('node:')
    ? specifier
    : parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

function indent(matched: string): number {
  return matched.length - matched.trimStart().length
}

function isInComment(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', index) + 1, index)
  return /^\s*(\/\/|\*|\/\*)/.test(line)
}
