// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderPart } from '../testing/render-part.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'

const draw = (onConfirm: (reason: string) => void, reasons?: readonly string[]) =>
  renderPart(
    <ReasonDialog
      opened
      title="Void the entry"
      confirmLabel="Void"
      {...(reasons === undefined ? {} : { reasons })}
      onConfirm={onConfirm}
      onClose={() => undefined}
    />,
  )

it('asks for a few words and does nothing without them', async () => {
  const confirm = vi.fn()
  draw(confirm)
  await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), '  x ')
  await userEvent.click(screen.getByRole('button', { name: 'Void' }))
  expect(screen.getByText('Say why in a few words.')).toBeTruthy()
  expect(confirm).not.toHaveBeenCalled()
})

it('gives the reason without the spaces around it', async () => {
  const confirm = vi.fn()
  draw(confirm)
  await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), ' wrong patient ')
  await userEvent.click(screen.getByRole('button', { name: 'Void' }))
  expect(confirm).toHaveBeenCalledWith('wrong patient')
})

it('wants one of the offered reasons', async () => {
  const confirm = vi.fn()
  draw(confirm, ['Misfiled', 'Duplicate'])
  await userEvent.click(screen.getByRole('button', { name: 'Void' }))
  expect(screen.getByText('Choose a reason.')).toBeTruthy()
  expect(confirm).not.toHaveBeenCalled()
})
