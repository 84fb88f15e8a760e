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
