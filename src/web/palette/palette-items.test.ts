import { describe, expect, it } from 'vitest'
import type { PageEntry } from '../page-entry.ts'
import { itemsOfHits, itemsOfPages, type PaletteItem, rankItems } from './palette-items.ts'

const item = (title: string, words: string[] = []): PaletteItem => ({
  id: title,
  group: 'Pages',
  title,
  words,
  rememberable: true,
  run: () => undefined,
})

const titles = (items: readonly PaletteItem[]) => items.map((one) => one.title)

describe('what the palette finds', () => {
  const items = [
    item('Import files'),
    item('My work'),
    item('Audit trail', ['who looked']),
    item('Find a patient'),
  ]

  it('has every typed word', () => {
    expect(titles(rankItems(items, 'trail who'))).toEqual(['Audit trail'])
    expect(rankItems(items, 'trail nobody')).toEqual([])
  })

  it('puts a title that begins with the text first', () => {
    expect(titles(rankItems([item('Find files'), item('Files')], 'fil'))).toEqual(['Files', 'Find files'])
  })

  it('keeps the given order among equals and without text', () => {
    expect(titles(rankItems(items, ''))).toEqual(titles(items))
  })
})

describe('what the palette offers', () => {
  const page: PageEntry = {
    path: '/work',
    title: 'My work',
    group: 'work',
    icon: () => null,
    order: 1,
    Page: () => null,
    inNavigation: true,
  }

  it('leaves out pages that need a parameter or no sign-in', () => {
    const pages = [
      page,
      { ...page, path: '/charts/$personId' },
      { ...page, path: '/sign-in', access: 'public' as const },
    ]
    expect(itemsOfPages(pages, { goTo: () => undefined }).map((one) => one.id)).toEqual(['page:/work'])
  })

  it('never remembers a hit, which may be a patient', () => {
    const hits = itemsOfHits('Patients', 'patients', [{ id: '1', title: 'Somebody', path: '/charts/1' }], {
      goTo: () => undefined,
    })
    expect(hits.map((one) => one.rememberable)).toEqual([false])
  })
})
