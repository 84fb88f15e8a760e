import { describe, expect, it } from 'vitest'
import type { PageEntry } from './page-entry.ts'
import { commands, countProviders, navigationOf, pages, paletteProviders } from './registry.ts'

const page = (path: string, more: Partial<PageEntry> = {}): PageEntry => ({
  path,
  title: path,
  group: 'work',
  icon: () => null,
  order: 1,
  Page: () => null,
  inNavigation: true,
  ...more,
})

describe('the navigation', () => {
  it('shows groups in their order, pages by their order, and no empty group', () => {
    const all = [page('/b', { order: 2 }), page('/x', { group: 'charts' }), page('/a', { order: 1 })]
    expect(
      navigationOf(all, []).map(({ group, pages: shown }) => [group, shown.map((one) => one.path)]),
    ).toEqual([
      ['work', ['/a', '/b']],
      ['charts', ['/x']],
    ])
  })

  it('leaves out what the user may not open, what is public and what stays hidden', () => {
    const all = [
      page('/a', { permission: 'user.manage' }),
      page('/b', { access: 'public' }),
      page('/c', { inNavigation: false }),
    ]
    expect(navigationOf(all, ['patient.read'])).toEqual([])
    expect(navigationOf(all, ['user.manage'])[0]?.pages).toHaveLength(1)
  })
})

describe('what the features brought', () => {
  const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index)

  it('has no address, shortcut or id twice', () => {
    const keys = [...pages, ...commands].flatMap((one) => one.shortcut ?? [])
    expect(repeated(pages.map((one) => one.path))).toEqual([])
    expect(repeated(keys)).toEqual([])
    for (const list of [commands, paletteProviders, countProviders])
      expect(repeated(list.map((one) => one.id))).toEqual([])
  })

  it('has no shortcut that another begins with', () => {
    const keys = [...pages, ...commands].flatMap((one) => one.shortcut ?? [])
    for (const key of keys) expect(keys.filter((other) => other.startsWith(`${key} `))).toEqual([])
  })

  it('keeps parameters in addresses to plain names', () => {
    for (const one of pages)
      expect(one.path).toMatch(/^\/(?:[a-z0-9_-]+|\$[a-zA-Z]+)?(?:\/(?:[a-z0-9_-]+|\$[a-zA-Z]+))*$/)
  })
})
