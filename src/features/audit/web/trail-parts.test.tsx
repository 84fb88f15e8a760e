// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { renderPart } from '../../../web/testing/render-part.tsx'
import type { TrailEntry, VerificationStatus } from '../schemas.ts'
import { ChartAccessPanel } from './ChartAccessPanel.tsx'
import { TrailFilters } from './TrailFilters.tsx'
import { VerificationPanel } from './VerificationPanel.tsx'

const PERSON = '0190f4a0-0000-7000-8000-000000000001'
const entry: TrailEntry = {
  eventId: 7,
  at: '2026-11-23T19:00:00.123Z',
  outcome: 'refused',
  action: 'chart.open',
  sentence: 'opened the chart',
  actorKind: 'user',
  actorId: 'u1',
  actorName: 'Ada Example',
  roles: ['coder'],
  purpose: 'patient_request',
  reason: null,
  program: 'server',
  requestId: 'r1',
  address: null,
  sessionId: null,
  personId: PERSON,
  recordId: null,
  encounterId: null,
  subjectKind: null,
  subjectId: null,
  details: null,
}

/** The network is the only thing that is played: answers by path. */
function answerWith(answers: Record<string, unknown>) {
  const asked: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined })
    return new Response(JSON.stringify(answers[path]), { headers: { 'content-type': 'application/json' } })
  })
  return asked
}
afterEach(() => vi.unstubAllGlobals())

const status = (more: Partial<VerificationStatus>): VerificationStatus => ({
  running: null,
  failed: null,
  last: null,
  ...more,
})
const whole = {
  ok: true,
  events: 1234,
  unsealed: 2,
  seals: 9,
  checkpoints: 9,
  verifiedAt: entry.at,
  seconds: 0.4,
}

describe('the verification card', () => {
  test('says when and by whom the trail was proved whole', async () => {
    answerWith({ '/api/audit/verification': status({ last: { verdict: whole, by: 'Ben Example' } }) })
    renderPart(<VerificationPanel mayVerify />)
    expect(await screen.findByText('Whole')).toBeTruthy()
    expect(screen.getByText(/1,234 events under/).textContent).toContain('by Ben Example')
  })

  test('names what broke', async () => {
    const firstBroken = { kind: 'edited', eventId: 3, sentence: 'Event 3 was changed after it was sealed.' }
    const verdict = { ...whole, ok: false, firstBroken }
    answerWith({ '/api/audit/verification': status({ last: { verdict, by: 'Ben Example' } }) })
    renderPart(<VerificationPanel mayVerify />)
    expect((await screen.findByText(firstBroken.sentence)).closest('[role=alert]')).toBeTruthy()
    expect(screen.getByText('Broken')).toBeTruthy()
  })

  test('shows progress while it runs, and no button to who may not verify', async () => {
    answerWith({ '/api/audit/verification': status({ running: { events: 50, total: 200 } }) })
    renderPart(<VerificationPanel mayVerify={false} />)
    expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('25')
    expect(screen.queryByRole('button', { name: 'Verify now' })).toBeNull()
  })
})

test('who looked at this chart is asked by body and listed in words', async () => {
  const asked = answerWith({ '/api/audit/chart-access': { entries: [entry], next: null } })
  renderPart(<ChartAccessPanel personId={PERSON} />)
  const row = await screen.findByRole('row', { name: /Ada Example/ })
  expect(row.textContent).toMatch(/opened the chart.*Refused.*Patient request/)
  expect(asked[0]).toEqual({ path: '/api/audit/chart-access', body: { personId: PERSON, recordIds: [] } })
})

test('nobody has looked yet is said', async () => {
  answerWith({ '/api/audit/chart-access': { entries: [], next: null } })
  renderPart(<ChartAccessPanel personId={PERSON} />)
  expect(await screen.findByText('Nobody has looked at this chart yet')).toBeTruthy()
})

test('the filter is sent when the form is, and a half-pasted id is said', async () => {
  answerWith({ '/api/audit/actions': { actions: [] } })
  const onChange = vi.fn()
  const user = userEvent.setup()
  renderPart(<TrailFilters mayExport filter={{}} onChange={onChange} />)
  await user.type(screen.getByLabelText('Who'), ' Ada Example ')
  await user.type(screen.getByLabelText('Person id'), '0190f4a0')
  await user.click(screen.getByRole('button', { name: 'Show' }))
  expect(screen.getByText(/whole person id/)).toBeTruthy()
  expect(onChange).not.toHaveBeenCalled()
  await user.clear(screen.getByLabelText('Person id'))
  await user.click(screen.getByRole('button', { name: 'Show' }))
  expect(onChange).toHaveBeenCalledWith({ actor: 'Ada Example' })
})
