// JSON text with a line for each value. Every literal stays as it was written: 70.10 stays 70.10.

/** Undefined when the text is no whole JSON document. */
export function prettyJson(text: string): string | undefined {
  try {
    JSON.parse(text)
  } catch {
    return undefined // Cut or broken text is shown as it came.
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? []
  let out = ''
  let depth = 0
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1]
    if (token === '{' || token === '[') {
      depth += 1
      out += next === '}' || next === ']' ? token : `${token}${lineAt(depth)}`
    } else if (token === '}' || token === ']') {
      depth -= 1
      const opening = tokens[at - 1]
      out += opening === '{' || opening === '[' ? token : `${lineAt(depth)}${token}`
    } else if (token === ',') out += `,${lineAt(depth)}`
    else if (token === ':') out += ': '
    else out += token
  }
  return out
}

function lineAt(depth: number): string {
  return `\n${'  '.repeat(depth)}`
}
