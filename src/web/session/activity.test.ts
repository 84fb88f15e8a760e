import { expect, it } from 'vitest'
import { Activity } from './activity.ts'

it('somebody who just opened the page is at the desk', () => {
  expect(new Activity(() => 1_000).isPresent()).toBe(true)
})

it('nobody is at the desk 20 seconds after the last sign', () => {
  let now = 0
  const activity = new Activity(() => now)
  now = 19_999
  expect(activity.isPresent()).toBe(true)
  now = 20_000
  expect(activity.isPresent()).toBe(false)
})

it('a key or a scroll brings somebody back, until watching ends', () => {
  let now = 0
  const activity = new Activity(() => now)
  const target = new EventTarget() as EventTarget & Window
  const stop = activity.watch(target)
  now = 60_000
  target.dispatchEvent(new Event('wheel'))
  expect(activity.isPresent()).toBe(true)
  stop()
  now = 120_000
  target.dispatchEvent(new Event('keydown'))
  expect(activity.isPresent()).toBe(false)
})
