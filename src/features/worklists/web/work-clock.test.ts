import { expect, it } from 'vitest'
import { WorkClock } from './work-clock.ts'

function openClock(refuses: readonly string[] = []) {
  const renewed: string[] = []
  const desk = { present: true, visible: true, path: '/' }
  const clock = new WorkClock({
    renew: async (id) => {
      if (refuses.includes(id)) throw new Error('somebody else has it')
      renewed.push(id)
    },
    isPresent: () => desk.present,
    isVisible: () => desk.visible,
    path: () => desk.path,
  })
  return { clock, renewed, desk }
}

it('gives a sign of life for what is shown, once however often it is shown, until it is no more', async () => {
  const { clock, renewed } = openClock()
  const stops = [clock.show('a'), clock.show('a')]
  await clock.beat()
  stops[0]?.()
  await clock.beat()
  stops[1]?.()
  await clock.beat()
  expect(renewed).toEqual(['a', 'a'])
})

it('gives none while nobody is there or the page is hidden', async () => {
  const { clock, renewed, desk } = openClock()
  const stop = clock.show('a')
  desk.present = false
  await clock.beat()
  desk.present = true
  desk.visible = false
  await clock.beat()
  stop()
  expect(renewed).toEqual([])
})

it('counts for the opened chart and its pages, and ends for good when somebody goes elsewhere', async () => {
  const { clock, renewed, desk } = openClock()
  desk.path = '/charts/p1'
  clock.openSubject('a', '/charts/p1')
  await clock.beat()
  desk.path = '/charts/p1/encounters/e1'
  await clock.beat()
  desk.path = '/trail'
  await clock.beat()
  desk.path = '/charts/p1'
  await clock.beat()
  expect(renewed).toEqual(['a', 'a'])
})

it('stops asking for an item that is somebody else’s by now', async () => {
  const { clock, renewed } = openClock(['a'])
  const stops = [clock.show('a'), clock.show('b')]
  await clock.beat()
  await clock.beat()
  expect(renewed).toEqual(['b', 'b'])
  for (const stop of stops) stop()
})
