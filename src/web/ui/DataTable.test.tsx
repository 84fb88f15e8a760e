// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { renderPart } from '../testing/render-part.tsx'
import { compareValues, type DataColumn, DataTable } from './DataTable.tsx'

type Row = { id: string; name: string; pages: number | null }

const columns: readonly DataColumn<Row>[] = [
  { id: 'name', header: 'Name', sortBy: (row) => row.name, cell: (row) => row.name },
  { id: 'pages', header: 'Pages', align: 'end', sortBy: (row) => row.pages, cell: (row) => row.pages ?? '—' },
]

const rows: readonly Row[] = [
  { id: 'b', name: 'Volume 10', pages: 12 },
  { id: 'a', name: 'Volume 2', pages: null },
  { id: 'c', name: 'Volume 1', pages: 3 },
]

const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.querySelector('td')?.textContent)

const table = (more: Partial<Parameters<typeof DataTable<Row>>[0]> = {}) => (
  <DataTable label="Volumes" columns={columns} rows={rows} rowKey={(row) => row.id} {...more} />
)

describe('a list', () => {
  it('says that it loads while there are no rows yet', () => {
    renderPart(table({ rows: undefined }))
    expect(screen.getByRole('status').textContent).toContain('Loading: Volumes')
  })

  it('says what is empty', () => {
    renderPart(table({ rows: [], empty: { title: 'No volume is out' } }))
    expect(screen.getByText('No volume is out')).toBeTruthy()
  })

  it('says what failed and offers to try again', async () => {
    const retry = vi.fn()
    renderPart(table({ rows: undefined, error: new Error('Chartroom cannot be reached.'), onRetry: retry }))
    expect(screen.getByRole('alert').textContent).toContain('Chartroom cannot be reached.')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(retry).toHaveBeenCalledOnce()
  })

  it('keeps its rows when reading them again fails', () => {
    renderPart(table({ error: new Error('Chartroom cannot be reached.') }))
    expect(names()).toHaveLength(3)
  })

  it('shows rows as they come and sorts by a column, numbers in words as numbers', async () => {
    renderPart(table())
    expect(names()).toEqual(['Volume 10', 'Volume 2', 'Volume 1'])
    await userEvent.click(screen.getByRole('button', { name: 'Name' }))
    expect(names()).toEqual(['Volume 1', 'Volume 2', 'Volume 10'])
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending')
    await userEvent.click(screen.getByRole('button', { name: 'Name' }))
    expect(names()).toEqual(['Volume 10', 'Volume 2', 'Volume 1'])
  })

  it('is walked and opened by keys alone', async () => {
    const open = vi.fn()
    renderPart(table({ onOpen: open }))
    screen.getAllByRole('row')[1]?.focus()
    await userEvent.keyboard('{ArrowDown}')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Volume 2'))
    await userEvent.keyboard('j')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Volume 1'))
    await userEvent.keyboard('{Enter}')
    expect(open).toHaveBeenCalledWith(rows[2])
    await userEvent.keyboard('{Home}')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Volume 10'))
  })

  it('stays on its first and last row', async () => {
    renderPart(table())
    screen.getAllByRole('row')[1]?.focus()
    await userEvent.keyboard('{ArrowUp}k')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Volume 10'))
    await userEvent.keyboard('{End}{ArrowDown}')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Volume 1'))
  })

  it('selects with the space bar and shows which row is selected', async () => {
    const select = vi.fn()
    renderPart(table({ onSelect: select, selectedKey: 'a' }))
    expect(screen.getAllByRole('row').map((row) => row.getAttribute('aria-selected'))).toEqual([
      null,
      'false',
      'true',
      'false',
    ])
    screen.getAllByRole('row')[1]?.focus()
    await userEvent.keyboard(' ')
    expect(select).toHaveBeenCalledWith(rows[0])
  })

  it('leaves a click on a button inside a row to that button', async () => {
    const open = vi.fn()
    const act = vi.fn()
    const withButton = [
      ...columns,
      {
        id: 'act',
        header: '',
        cell: () => (
          <button type="button" onClick={act}>
            Claim
          </button>
        ),
      },
    ]
    renderPart(table({ columns: withButton, onOpen: open }))
    await userEvent.click(screen.getAllByRole('button', { name: 'Claim' })[0] as HTMLElement)
    expect(act).toHaveBeenCalledOnce()
    expect(open).not.toHaveBeenCalled()
  })
})

describe('sorting', () => {
  it.each([
    [1, 2, -1],
    ['A2', 'A10', -1],
    [null, 5, 1],
    ['', 'x', 1],
    [undefined, null, 0],
  ])('compares %s with %s as %d', (a, b, sign) => {
    expect(Math.sign(compareValues(a, b))).toBe(sign)
  })
})
