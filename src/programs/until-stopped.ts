// Waits for the wish to stop: SIGINT, SIGTERM, or the end of the process that started this one. A second signal while
// stopping ends at once; what was acknowledged is durable anyhow. Signals that come together are one wish: a terminal or
// a service manager tells every process of a group, and the launcher hands on its own copy.
const TOGETHER_MS = 1000
// Asked when this file is loaded: a parent that died while we were still starting has told us already, to nobody.
const hadParent = process.send !== undefined

export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    let askedAt: number | undefined
    const stop = (why: string) => {
      const again = askedAt !== undefined && performance.now() - askedAt > TOGETHER_MS
      if (again && why !== 'parent gone') process.exit(1)
      askedAt ??= performance.now()
      // The channel to the parent would keep this process alive.
      process.channel?.unref()
      resolve(why)
    }
    process.on('SIGINT', () => stop('SIGINT'))
    process.on('SIGTERM', () => stop('SIGTERM'))
    if (hadParent) process.on('disconnect', () => stop('parent gone'))
    if (hadParent && !process.connected) stop('parent gone')
  })
}
