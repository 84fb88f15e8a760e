// One measured figure as every bench prints it: a JSON line, collected by run.ts.
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** `>=` or `<=` a number, as the budget says. */
  readonly budget?: string
}

export function print(figures: readonly Figure[]): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}

/** What a measured process says of itself. */
export type Usage = { readonly cpuMs: number; readonly rss: number }

/** In a forked server: tells its address, answers `usage`, and ends when told `stop`. */
export function answerQuestions(address: string, stop: () => Promise<void>): void {
  process.send?.({ address })
  process.on('message', (question) => {
    const { user, system } = process.cpuUsage()
    if (question === 'usage')
      process.send?.({ cpuMs: (user + system) / 1000, rss: process.memoryUsage().rss })
    if (question === 'stop') void stop().then(() => process.exit(0))
  })
}
