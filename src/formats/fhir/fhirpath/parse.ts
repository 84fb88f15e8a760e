// Reads a FHIRPath expression into a tree. http://hl7.org/fhirpath/N1/grammar.html, as far as invariants use it.

export type Expression =
  | Readonly<{ is: 'literal'; value: string | number | boolean }>
  | Readonly<{ is: 'empty' }>
  | Readonly<{ is: 'this' }>
  | Readonly<{ is: 'variable'; name: string }>
  | Readonly<{ is: 'member'; of: Expression | undefined; name: string }>
  | Readonly<{ is: 'call'; of: Expression | undefined; name: string; args: readonly Expression[] }>
  | Readonly<{ is: 'binary'; operator: string; left: Expression; right: Expression }>
  | Readonly<{ is: 'type'; operator: 'is' | 'as'; of: Expression; name: string }>
  | Readonly<{ is: 'index'; of: Expression; at: Expression }>
  | Readonly<{ is: 'negative'; of: Expression }>

type Token = Readonly<{ kind: 'name' | 'string' | 'number' | 'symbol' | 'end'; text: string }>

/** Loosest first. */
const levels: readonly (readonly string[])[] = [
  ['implies'],
  ['or', 'xor'],
  ['and'],
  ['in', 'contains'],
  ['=', '!=', '~', '!~'],
  ['<', '>', '<=', '>='],
  ['|'],
  ['is', 'as'],
  ['+', '-', '&'],
  ['*', '/', 'div', 'mod'],
]

const tokenPattern =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*|\$this|`[^`]*`)|'((?:[^'\\]|\\.)*)'|(\d+(?:\.\d+)?)|(!=|!~|<=|>=|[()[\]{}.,|&=~<>+\-*/%]))/y

function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < text.length) {
    const from = tokenPattern.lastIndex
    const match = tokenPattern.exec(text)
    if (match === null) {
      if (text.slice(from).trim() === '') break
      throw new Error(`FHIRPath “${text}” cannot be read from “${text.slice(from)}”.`)
    }
    const [, name, string, number, symbol] = match
    if (name !== undefined) tokens.push({ kind: 'name', text: name.replaceAll('`', '') })
    else if (string !== undefined) tokens.push({ kind: 'string', text: unescaped(string) })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else tokens.push({ kind: 'symbol', text: symbol ?? '' })
  }
  tokens.push({ kind: 'end', text: '' })
  return tokens
}

function unescaped(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return { n: '\n', r: '\r', t: '\t', f: '\f' }[code] ?? code
  })
}

export function parseExpression(text: string): Expression {
  const tokens = tokenise(text)
  let at = 0

  function peek(): Token {
    return tokens[at] ?? { kind: 'end', text: '' }
  }

  function isNext(symbol: string): boolean {
    const token = peek()
    return token.text === symbol && (token.kind === 'symbol' || token.kind === 'name')
  }

  function take(symbol: string): void {
    if (!isNext(symbol))
      throw new Error(`FHIRPath “${text}” needs “${symbol}” where “${peek().text}” stands.`)
    at += 1
  }

  function binary(level: number): Expression {
    const operators = levels[level]
    if (operators === undefined) return unary()
    let left = binary(level + 1)
    for (;;) {
      const token = peek()
      if (token.kind === 'string' || !operators.includes(token.text)) return left
      at += 1
      if (token.text === 'is' || token.text === 'as') {
        left = { is: 'type', operator: token.text, of: left, name: typeName() }
      } else left = { is: 'binary', operator: token.text, left, right: binary(level + 1) }
    }
  }

  function typeName(): string {
    let name = peek().text
    at += 1
    while (isNext('.')) {
      at += 1
      name = peek().text
      at += 1
    }
    return name
  }

  function unary(): Expression {
    if (isNext('-')) {
      at += 1
      return { is: 'negative', of: postfix() }
    }
    if (isNext('+')) at += 1
    return postfix()
  }

  function postfix(): Expression {
    let left = term()
    for (;;) {
      if (isNext('.')) {
        at += 1
        left = invocation(left)
      } else if (isNext('[')) {
        at += 1
        const index = binary(0)
        take(']')
        left = { is: 'index', of: left, at: index }
      } else return left
    }
  }

  function term(): Expression {
    const token = peek()
    if (token.kind === 'string') {
      at += 1
      return { is: 'literal', value: token.text }
    }
    if (token.kind === 'number') {
      at += 1
      return { is: 'literal', value: Number(token.text) }
    }
    if (isNext('(')) {
      at += 1
      const inner = binary(0)
      take(')')
      return inner
    }
    if (isNext('{')) {
      at += 1
      take('}')
      return { is: 'empty' }
    }
    if (isNext('%')) {
      at += 1
      const name = peek().text
      at += 1
      return { is: 'variable', name }
    }
    if (token.text === '$this') {
      at += 1
      return { is: 'this' }
    }
    if (token.text === 'true' || token.text === 'false') {
      at += 1
      return { is: 'literal', value: token.text === 'true' }
    }
    return invocation(undefined)
  }

  function invocation(of: Expression | undefined): Expression {
    const token = peek()
    if (token.text === '$this') {
      at += 1
      return of ?? { is: 'this' }
    }
    if (token.kind !== 'name')
      throw new Error(`FHIRPath “${text}” needs a name where “${token.text}” stands.`)
    at += 1
    if (!isNext('(')) return { is: 'member', of, name: token.text }
    at += 1
    const args: Expression[] = []
    while (!isNext(')')) {
      args.push(binary(0))
      if (!isNext(')')) take(',')
    }
    take(')')
    return { is: 'call', of, name: token.text, args }
  }

  const whole = binary(0)
  if (peek().kind !== 'end') throw new Error(`FHIRPath “${text}” has “${peek().text}” too much.`)
  return whole
}
