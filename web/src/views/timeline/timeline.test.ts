import { expect, test } from 'vitest'

import { dayOf } from '../../days'
import { worldOf } from '../../testing'
import { ready } from '../../world'
import { inSight } from './List'
import { bandHit, bandOf, heldWhen } from './band'

const turns = (n: number, states: readonly string[]) =>
  ready(worldOf({ entities: ['a', 'b'], ties: Array.from({ length: n }, (_, k) => ({ id: `t${k}`, subject: 0, object: 1, states })) }))
const year = { from: dayOf('2024-01-01'), to: dayOf('2025-01-01') }

test('the rows in sight are made, and the one that has the keyboard', () => {
  expect(inSight(20_000, 0, 280, 0)).toEqual(Array.from({ length: 18 }, (_, k) => k))
  expect(inSight(20_000, 28_000, 280, 3)).toEqual([3, ...Array.from({ length: 26 }, (_, k) => 992 + k)])
  expect(inSight(5, 0, 600, 9)).toEqual([0, 1, 2, 3, 4])
})

test('a tie is a bar from the day on which it holds to the day on which it ends', () => {
  const at = turns(1, ['2024-01-01', 'silent', '2024-07-01', 'yes', '2024-10-01', 'no'])
  const band = bandOf(at, [0], false, year, 366)
  expect(band.how === 'rows' && band.rows[0]!.stretches).toEqual([{ x0: 182, x1: 274, sure: true }])
  expect([bandHit(band, 0, 20), bandHit(band, 0, 4)]).toEqual([{ tie: 0 }, {}])
  expect(heldWhen(at, 0)).toBe('held 1 Jul 2024 to 30 Sep 2024')
})

test('many ties are counted on each day, the sure and the unsure apart', () => {
  const at = turns(40, ['2024-03-01', 'maybe', '2024-07-01', 'yes', '2024-10-01', 'no'])
  const band = bandOf(at, [...Array(40).keys()], false, year, 366)
  const on = (day: string) => bandHit(band, dayOf(day) - year.from, 10).holds
  expect([on('2024-02-01'), on('2024-05-01'), on('2024-08-01'), on('2024-12-01')]).toEqual([{ yes: 0, maybe: 0 }, { yes: 0, maybe: 40 }, { yes: 40, maybe: 0 }, { yes: 0, maybe: 0 }])
})
