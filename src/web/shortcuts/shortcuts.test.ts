// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { isField, keyName, type Shortcut, ShortcutRegistry } from './shortcuts.ts'

function registryWith(...keys: string[]): { registry: ShortcutRegistry; ran: string[] } {
  const registry = new ShortcutRegistry()
  const ran: string[] = []
  registry.add(
    keys.map((one): Shortcut => ({ keys: one, label: one, group: 'Test', run: () => void ran.push(one) })),
  )
  return { registry, ran }
}

describe('the keyboard map', () => {
  it('runs a single key', () => {
    const { registry, ran } = registryWith('?')
    expect(registry.press('?', false, 0)).toBe(true)
    expect(ran).toEqual(['?'])
  })

  it('runs a sequence, and not its first key alone', () => {
    const { registry, ran } = registryWith('g p', 'p')
    registry.press('g', false, 0)
    registry.press('p', false, 300)
    expect(ran).toEqual(['g p'])
    registry.press('p', false, 600)
    expect(ran).toEqual(['g p', 'p'])
  })

  it('forgets a sequence that was begun too long ago', () => {
    const { registry, ran } = registryWith('g p')
    registry.press('g', false, 0)
    expect(registry.press('p', false, 5_000)).toBe(false)
    expect(ran).toEqual([])
  })

  it('lets a wrong second key start anew', () => {
    const { registry, ran } = registryWith('g p')
    for (const key of ['g', 'g', 'p']) registry.press(key, false, 0)
    expect(ran).toEqual(['g p'])
  })

  it('keeps still inside fields, except for keys that say so', () => {
    const { registry, ran } = registryWith('/')
    registry.add([
      { keys: 'mod+k', label: 'Search', group: 'Test', inFields: true, run: () => void ran.push('mod+k') },
    ])
    expect(registry.press('/', true, 0)).toBe(false)
    expect(registry.press('mod+k', true, 0)).toBe(true)
    expect(ran).toEqual(['mod+k'])
  })

  it('lets the later registration win and gives the key back when it leaves', () => {
    const { registry, ran } = registryWith('e')
    const leave = registry.add([
      { keys: 'e', label: 'Other', group: 'Test', run: () => void ran.push('later') },
    ])
    registry.press('e', false, 0)
    leave()
    registry.press('e', false, 0)
    expect(ran).toEqual(['later', 'e'])
  })

  it('shows exactly the shortcuts that work', () => {
    const { registry } = registryWith('a', 'b')
    const leave = registry.add([{ keys: 'b', label: 'Other', group: 'Test', run: () => undefined }])
    expect(registry.active().map((one) => one.label)).toEqual(['a', 'Other'])
    leave()
    expect(registry.active().map((one) => one.label)).toEqual(['a', 'b'])
  })
})

describe('the name of a key', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    keyName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })

  it.each([
    ['k', { ctrlKey: true }, 'mod+k'],
    ['K', { metaKey: true, shiftKey: true }, 'mod+k'],
    ['?', { shiftKey: true }, '?'],
    ['Enter', { shiftKey: true }, 'shift+enter'],
    [' ', {}, 'space'],
    ['Shift', { shiftKey: true }, undefined],
  ])('of %s with %o is %s', (key, more, name) => {
    expect(press(key, more)).toBe(name)
  })
})

describe('a field', () => {
  it.each([
    ['<input type="text">', true],
    ['<input type="search">', true],
    ['<input type="checkbox">', false],
    ['<textarea></textarea>', true],
    ['<button></button>', false],
  ])('%s is one: %s', (html, expected) => {
    document.body.innerHTML = html
    expect(isField(document.body.firstElementChild)).toBe(expected)
  })
})
