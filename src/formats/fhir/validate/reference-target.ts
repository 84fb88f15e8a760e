// Which type of resource a reference points to, as far as the resource itself tells.

const literal = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/

export function targetTypeOf(
  reference: Readonly<Record<string, unknown>>,
  root: Readonly<Record<string, unknown>>,
): string | undefined {
  const text = reference.reference
  if (typeof text === 'string') {
    if (text.startsWith('#')) {
      const contained = root.contained
      if (!Array.isArray(contained)) return undefined
      const target = contained.find((item: Record<string, unknown> | null) => item?.id === text.slice(1))
      const type: unknown = target?.resourceType
      return typeof type === 'string' ? type : undefined
    }
    const match = literal.exec(text)
    if (match !== null) return match[1]
    const conditional = /^([A-Z][A-Za-z]+)\?/.exec(text)
    if (conditional !== null) return conditional[1]
  }
  const type = reference.type
  return typeof type === 'string' && /^[A-Z][A-Za-z]+$/.test(type) ? type : undefined
}
