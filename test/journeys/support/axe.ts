// No page may break a WCAG 2.2 AA rule that a program can check.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Throws with rule, element and help when axe finds anything. */
export async function expectAxeClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  if (violations.length === 0) return
  const found = violations.flatMap((rule) =>
    rule.nodes.map(
      (node) =>
        `${rule.id} (${rule.help}): ${node.target.join(' ')}\n    ${node.any.map((one) => one.message).join('; ')}`,
    ),
  )
  throw new Error(`axe finds ${found.length} on ${new URL(page.url()).pathname}:\n  ${found.join('\n  ')}`)
}
