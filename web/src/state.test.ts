import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { ready, stateOn } from './world'
import { worldOf } from './testing'

const place = { pathname: '/', search: '' }

/** Opens the page at an address: a state of its own, as a new window has. */
async function opened(address: string): Promise<typeof import('./state')> {
  const url = new URL(address, 'http://page.test')
  Object.assign(place, { pathname: url.pathname, search: url.search })
  vi.resetModules()
  const state = await import('./state')
  await state.start()
  return state
}

// What one test left to write later must not be written into the address of the next.
afterEach(() => {
  vi.clearAllTimers()
  vi.useRealTimers()
})

beforeEach(() => {
  vi.useFakeTimers()
  const put = (_: unknown, __: string, next: string) => {
    const url = new URL(next, 'http://page.test')
    Object.assign(place, { pathname: url.pathname, search: url.search })
  }
  vi.stubGlobal('location', place)
  vi.stubGlobal('history', { pushState: put, replaceState: put })
  vi.stubGlobal('addEventListener', () => undefined)
  const who = { accounts: false, role: 'admin', name: null, csrf: 'x' }
  vi.stubGlobal('fetch', async (url: string) => (url.endsWith('/session') ? Response.json(who) : Response.json({}, { status: 500 }))) // a server without a book
})

test.each([
  '/',
  '/map?sel=incident%3Ai%3A1&as_of=2024-12-08',
  '/timeline?report=r1&known_by=2025-01-01&types=ASSAULT&types=AID&modalities=hedged&entities=a%26b&first=2020-01-01&last=2024-01-01',
  '/posture?q.actor=x&q.target=y+z&release=one&predicates=part_of&statuses=accepted&reports=r2',
])('%s is the same address again after it was opened', async (address) => {
  expect(decodeURIComponent((await opened(address)).link())).toBe(decodeURIComponent(address))
})

test('what is read off an address is what it says', async () => {
  const state = await opened('/network?sel=tie%3Aa%3Ab&as_of=2024-02-29&types=AID&q.q=%D9%82%D8%B3%D8%AF')
  expect([state.view.value, state.selected.value, state.asOf.value, state.filter.value.types, state.asked.value]).toEqual(['network', { sort: 'tie', id: 'a:b' }, '2024-02-29', ['AID'], { q: 'قسد' }])
})

test('a view that there is not is the overview', async () => {
  expect((await opened('/nowhere')).view.value).toBe('overview')
})

test('the address follows what is shown, the last of many days only', async () => {
  const state = await opened('/')
  const written = vi.spyOn(history, 'replaceState')
  for (let day = 10; day < 30; day++) state.asOf.value = `2024-01-${day}`
  vi.runAllTimers()
  expect([place.search, written.mock.calls.length]).toEqual(['?as_of=2024-01-29', 1])
  state.show('map')
  expect(place.pathname).toBe('/map')
})

test('a day shows what had begun by then, and ties as they stood', async () => {
  const state = await opened('/')
  state.book.value = ready(
    worldOf({
      entities: ['a', 'b'],
      incidents: [{ id: 'i1', first: '2024-01-01' }, { id: 'i2', first: '2024-03-01' }, { id: 'i3' }],
      ties: [{ id: 't1', subject: 0, object: 1, states: ['2024-02-01', 'maybe', '2024-04-01', 'no'] }],
    }),
  )
  const seen = (day: string | null) => {
    state.asOf.value = day
    return [[...state.shownIncidents.value], [...state.shownTies.value]]
  }
  expect([seen('2024-01-31'), seen('2024-03-01'), seen('2024-04-01'), seen(null)]).toEqual([
    [[0, 2], []],
    [[0, 1, 2], [[0, 'maybe']]],
    [[0, 1, 2], []],
    [[0, 1, 2], [[0, 'maybe']]],
  ])
  expect(stateOn(state.book.value, 0, null)).toBe('maybe')
})
