// Asks again until it is so. For what happens in another process or after a commit; the limit is a failure's message.
export async function eventually<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  limitMs = 20_000,
): Promise<T> {
  const until = performance.now() + limitMs
  for (;;) {
    const found = await ask()
    if (found !== undefined && found !== false) return found
    if (performance.now() > until) throw new Error(`It did not come about within ${limitMs} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}
