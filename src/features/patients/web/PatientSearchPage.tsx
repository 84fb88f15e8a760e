import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useGoTo } from '../../../web/navigate.tsx'
import { Kbd } from '../../../web/ui/Kbd.tsx'
import { PageHeader } from '../../../web/ui/PageHeader.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StateView } from '../../../web/ui/StateView.tsx'
import type { PatientSearchRow } from '../schemas.ts'
import { optionId, PatientSearchList } from './PatientSearchList.tsx'
import classes from './PatientSearchPage.module.css'
import { pathOfRow } from './row-path.ts'
import { type PatientSearch, usePatientSearch } from './use-patient-search.ts'

const TEXT_MAX = 200

/** The one box that finds a patient: type anything you know, choose with the arrows, open with Enter. */
export function PatientSearchPage() {
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const search = usePatientSearch(text)
  const goTo = useGoTo()
  const listId = useId()
  const rows = search.rows ?? []
  const open = (row: PatientSearchRow) => goTo(pathOfRow(row))
  const marked = Math.min(active, Math.max(0, rows.length - 1))
  // A scanned number ends with Enter before its answer is there: the one patient it finds opens when it comes.
  const [isAwaited, setAwaited] = useState(false)
  const [only] = rows
  // biome-ignore lint/correctness/useExhaustiveDependencies: decides once, when the answer is there.
  useEffect(() => {
    if (!isAwaited || search.isBusy) return
    setAwaited(false)
    if (only !== undefined && rows.length === 1) open(only)
  }, [isAwaited, search.isBusy])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at its first row.
  useEffect(() => {
    setActive(0)
    setAwaited(false)
  }, [text])

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[marked]
    const to: Record<string, number> = {
      ArrowDown: marked + 1,
      ArrowUp: marked - 1,
      PageDown: marked + 10,
      PageUp: marked - 10,
    }
    if (event.key === 'Enter' && row !== undefined && !search.isBusy) open(row)
    else if (event.key === 'Enter' && search.isBusy) setAwaited(true)
    else if (event.key === 'Escape' && text !== '') setText('')
    else if (to[event.key] !== undefined) {
      const target = Math.max(0, Math.min(to[event.key] ?? 0, rows.length - 1))
      setActive(target)
      if (target >= rows.length - 5) search.onMore?.()
    } else return
    event.preventDefault()
  }

  return (
    <>
      <PageHeader
        title="Find a patient"
        detail="A name or part of it, a birth date or year, a record, account or visit number, a phone number: any mix, any order."
      />
      <TextInput
        type="search"
        size="md"
        aria-label="Name, birth date, number or phone"
        placeholder="smith j 1980"
        leftSection={<IconSearch size={17} aria-hidden />}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        data-autofocus
        autoFocus
        maxLength={TEXT_MAX}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={rows.length > 0 ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={rows.length > 0 ? optionId(listId, marked) : undefined}
      />
      <p className={classes.count} aria-live="polite">
        {countWords(search)}
      </p>
      <Panel title="Patients" flush>
        <Found search={search} listId={listId} active={marked} onPoint={setActive} onOpen={open} />
      </Panel>
    </>
  )
}

type FoundProps = {
  readonly search: PatientSearch
  readonly listId: string
  readonly active: number
  readonly onPoint: (index: number) => void
  readonly onOpen: (row: PatientSearchRow) => void
}

function Found({ search, listId, active, onPoint, onOpen }: FoundProps) {
  if (search.isIdle)
    return <StateView state="empty" empty={{ title: 'Whom are you looking for?', detail: <Hints /> }} />
  if (search.error && !search.isBusy) {
    return <StateView state="error" error={search.error} onRetry={search.onRetry} />
  }
  if (search.rows === undefined) return <StateView state="loading" label="Searching" lines={6} />
  if (search.rows.length === 0) {
    const detail = 'Try fewer words, another spelling, or only the birth date.'
    return <StateView state="empty" empty={{ title: search.isBusy ? 'Searching…' : 'Nobody fits', detail }} />
  }
  return (
    <>
      <PatientSearchList
        id={listId}
        rows={search.rows}
        active={active}
        isBusy={search.isBusy}
        onPoint={onPoint}
        onOpen={onOpen}
      />
      {search.onMore === undefined ? null : (
        <button type="button" className={classes.more} onClick={search.onMore}>
          Show more
        </button>
      )}
    </>
  )
}

const EXAMPLES = [
  'smith j 1980',
  'o brien 4 mar 1951',
  '03/04/1951',
  '0012345',
  '555-0142',
  'garcia lupe',
] as const

function Hints() {
  return (
    <>
      <span className={classes.examples}>
        {EXAMPLES.map((example) => (
          <code key={example} className={classes.example}>
            {example}
          </code>
        ))}
      </span>
      <span className={classes.keys}>
        <Kbd keys="arrowup" /> <Kbd keys="arrowdown" /> choose, <Kbd keys="enter" /> opens the chart,{' '}
        <Kbd keys="escape" /> clears the box
      </span>
    </>
  )
}

function countWords({ isIdle, rows, total, isMore, isBusy }: PatientSearch): string {
  if (isIdle) return ''
  if (rows === undefined || isBusy) return 'Searching…'
  if (isMore) return `More than ${total} fit. Add a first name or a birth date.`
  return total === 1 ? '1 patient' : `${total} patients`
}
