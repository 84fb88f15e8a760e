// Ctrl-K: one field that finds pages, commands and whatever the features' providers search, used by keyboard alone.
import { Loader, Modal } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useGoTo } from '../navigate.tsx'
import { commands, pages, paletteProviders, permitted } from '../registry.ts'
import { useSession } from '../session/session-context.ts'
import { Kbd } from '../ui/Kbd.tsx'
import classes from './CommandPalette.module.css'
import { itemsOfCommands, itemsOfPages, type PaletteItem, rankItems } from './palette-items.ts'
import { closePalette, usePaletteOpen } from './palette-state.ts'
import { readRecent, rememberRecent } from './recent.ts'
import { usePaletteHits } from './use-palette-hits.ts'

export function CommandPalette() {
  const opened = usePaletteOpen()
  return (
    <Modal.Root opened={opened} onClose={closePalette} size="38rem" yOffset="9vh" centered={false}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label="Search and commands">
        <Modal.Body p={0}>{opened ? <Palette /> : null}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Palette() {
  const { permissions } = useSession()
  const navigate = useGoTo()
  const latest = useRef(navigate)
  latest.current = navigate
  const goTo = useMemo(() => (path: string) => latest.current(path), [])
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const providers = useMemo(() => permitted(paletteProviders, permissions), [permissions])
  const own = useMemo(
    () => [
      ...itemsOfPages(permitted(pages, permissions), { goTo }),
      ...itemsOfCommands(permitted(commands, permissions), { goTo }),
    ],
    [permissions, goTo],
  )
  const hits = usePaletteHits(providers, text, goTo)
  const items = useMemo(() => {
    if (text.trim() !== '') return [...hits.items, ...rankItems(own, text)]
    const recent = readRecent().flatMap((id) => own.find((item) => item.id === id) ?? [])
    const rest = own.filter((item) => !recent.includes(item))
    return [...recent.map((item) => ({ ...item, group: 'Recent' })), ...rest]
  }, [hits.items, own, text])
  const current = Math.min(active, items.length - 1)

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })

  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return
    if (item.rememberable) rememberRecent(item.id)
    closePalette()
    item.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + 8, PageUp: current - 8 }[
      event.key
    ]
    if (to !== undefined) setActive((to + items.length) % Math.max(1, items.length))
    else if (event.key === 'Enter') choose(items[current])
    else return
    event.preventDefault()
  }
  return (
    <div>
      <div className={classes.field}>
        <IconSearch size={17} aria-hidden className={classes.glass} />
        <input
          className={classes.input}
          placeholder={
            providers.length > 0 ? 'Name, birth date, record number, page or command' : 'Page or command'
          }
          aria-label="Search and commands"
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls="palette-list"
          aria-activedescendant={current >= 0 ? `palette-${current}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        {hits.searching ? <Loader size={15} aria-label="Searching" /> : null}
        <Kbd keys="escape" />
      </div>
      <div ref={list} id="palette-list" role="listbox" aria-label="Found" className={classes.list}>
        {groupsOf(items).map(({ group, from, members }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox is no fieldset.
          <div key={`${group}-${String(from)}`} role="group" aria-label={group}>
            <div className={classes.heading} aria-hidden>
              {group}
            </div>
            {members.map((item, place) => (
              <Option
                key={item.id}
                item={item}
                index={from + place}
                active={from + place === current}
                onChoose={choose}
                onPoint={setActive}
              />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={items.length === 0 ? classes.nothing : 'cr-visually-hidden'}>
        {hits.failed ??
          (items.length === 0
            ? hits.searching
              ? 'Searching…'
              : 'Nothing found. Try fewer letters.'
            : `${items.length} found`)}
      </p>
    </div>
  )
}

type OptionProps = {
  readonly item: PaletteItem
  readonly index: number
  readonly active: boolean
  readonly onChoose: (item: PaletteItem) => void
  readonly onPoint: (index: number) => void
}

function Option({ item, index, active, onChoose, onPoint }: OptionProps) {
  const Icon = item.icon
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field, which keeps the focus.
    // biome-ignore lint/a11y/useFocusableInteractive: same; options are pointed to by aria-activedescendant.
    <div
      id={`palette-${index}`}
      role="option"
      aria-selected={active}
      className={classes.option}
      onClick={() => onChoose(item)}
      onPointerMove={() => onPoint(index)}
    >
      <span className={classes.icon} aria-hidden>
        {Icon === undefined ? null : <Icon size={16} stroke={1.7} />}
      </span>
      <span className={classes.title}>{item.title}</span>
      {item.detail === undefined ? null : <span className={classes.detail}>{item.detail}</span>}
      {item.shortcut === undefined ? null : (
        <span className={classes.keys}>
          <Kbd keys={item.shortcut} />
        </span>
      )}
    </div>
  )
}

function groupsOf(items: readonly PaletteItem[]): { group: string; from: number; members: PaletteItem[] }[] {
  const groups: { group: string; from: number; members: PaletteItem[] }[] = []
  for (const [index, item] of items.entries()) {
    const last = groups.at(-1)
    if (last?.group === item.group) last.members.push(item)
    else groups.push({ group: item.group, from: index, members: [item] })
  }
  return groups
}
