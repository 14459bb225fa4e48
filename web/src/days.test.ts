import { expect, test } from 'vitest'

import { dayInWords, dayOf, edtfInWords, isoOf } from './days'

test('a day and its number are the same day, in every century and leap year', () => {
  for (let day = dayOf('0001-01-01'); day < dayOf('2101-01-01'); day += 97) expect(dayOf(isoOf(day))).toBe(day)
  for (const iso of ['0001-01-01', '0099-12-31', '1899-12-31', '1970-01-01', '2000-02-29', '2024-02-29']) expect(isoOf(dayOf(iso))).toBe(iso)
})

test('days follow each other by one', () => {
  expect([dayOf('1970-01-01'), dayOf('2024-03-01') - dayOf('2024-02-28'), dayOf('1900-03-01') - dayOf('1900-02-28')]).toEqual([0, 2, 1])
})

test('a month or year is told without what is not known', () => {
  expect([dayInWords('2024-12-08'), dayInWords('2024-12'), dayInWords('2024')]).toEqual(['8 Dec 2024', 'Dec 2024', '2024'])
})

test.each([
  ['2024-12-08', '8 Dec 2024'],
  ['2019/2021', '2019 to 2021'],
  ['2023-10/..', 'since Oct 2023'],
  ['../2020-05', 'until May 2020'],
  ['2014~', 'about 2014'],
  ['199X', '1990s'],
])('%s is told as %s', (edtf, words) => {
  expect(edtfInWords(edtf)).toBe(words)
})
