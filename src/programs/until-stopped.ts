// Waits for the wish to stop: SIGINT, SIGTERM, or the end of the process that started this one. A second signal while
// stopping ends at once; what was acknowledged is durable anyhow.
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false
    const stop = (why: string) => {
      if (asked && why !== 'parent gone') process.exit(1)
      asked = true
      // The channel to the parent would keep this process alive.
      process.channel?.unref()
      resolve(why)
    }
    process.on('SIGINT', () => stop('SIGINT'))
    process.on('SIGTERM', () => stop('SIGTERM'))
    if (process.send) process.on('disconnect', () => stop('parent gone'))
  })
}
