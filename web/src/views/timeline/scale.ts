// Days on a line: the part of time that is seen, its ticks and its bins.
import { dayInWords, isoOf } from '../../days'

/** From the start of one day to the end of another, in days and parts of them. */
export interface Span {
  readonly from: number
  readonly to: number
}

export const UNITS = ['day', 'week', 'month', 'quarter', 'year', 'decade', 'century'] as const
export type Unit = (typeof UNITS)[number]
const LENGTH: Record<Unit, number> = { day: 1, week: 7, month: 30.4, quarter: 91.3, year: 365.25, decade: 3652.5, century: 36525 }
const MONTHS: Record<string, number> = { month: 1, quarter: 3, year: 12, decade: 120, century: 1200 }

function startOfMonth(months: number): number {
  const date = new Date(0)
  date.setUTCFullYear(Math.floor(months / 12), months - 12 * Math.floor(months / 12), 1)
  return date.getTime() / 86_400_000
}

/** Where the units begin that cover the span; the last one is the end of the last unit. */
export function edges(unit: Unit, { from, to }: Span): number[] {
  const out: number[] = []
  if (unit === 'day' || unit === 'week') {
    const step = LENGTH[unit]
    // 1 Jan 1970 was a Thursday; weeks begin on Monday.
    const off = unit === 'week' ? 4 : 0
    for (let day = Math.floor((from - off) / step) * step + off; ; day += step) {
      out.push(day)
      if (day >= to) return out
    }
  }
  const step = MONTHS[unit]!
  const date = new Date(Math.floor(from) * 86_400_000)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
  for (let at = Math.floor(month / step) * step; ; at += step) {
    const day = startOfMonth(at)
    out.push(day)
    if (day >= to) return out
  }
}

/** The finest unit that is at least so many pixels wide. */
export function unitFor(span: Span, width: number, least: (unit: Unit) => number): Unit {
  const perDay = width / (span.to - span.from)
  return UNITS.find((unit) => LENGTH[unit] * perDay >= least(unit)) ?? 'century'
}

export function tickUnit(span: Span, width: number): Unit {
  return unitFor(span, width, (unit) => (unit === 'day' || unit === 'week' ? 92 : unit === 'month' || unit === 'quarter' ? 72 : 48))
}

/** Days with a tick; every second or fifth year where each would be too many and each tenth too few. */
export function ticks(span: Span, width: number): number[] {
  const unit = tickUnit(span, width)
  const wide = (width / (span.to - span.from)) * LENGTH.year
  const step = unit === 'decade' ? [2, 5].find((years) => years * wide >= 48) : undefined
  if (!step) return edges(unit, span)
  return edges('year', span).filter((day) => Number(isoOf(day).slice(0, 4)) % step === 0)
}

export function inUnit(unit: Unit, day: number): string {
  const iso = isoOf(day)
  if (unit === 'day') return dayInWords(iso)
  if (unit === 'week') return dayInWords(iso)
  if (unit === 'month' || unit === 'quarter') return dayInWords(iso.slice(0, 7))
  return String(Number(iso.slice(0, 4)))
}

/** "Dec 2024", "week from 2 Dec 2024", "Oct to Dec 2024", "1990 to 1999" */
export function binInWords(unit: Unit, start: number, end: number): string {
  if (unit === 'week') return `week from ${inUnit('day', start)}`
  if (unit === 'quarter' || unit === 'decade' || unit === 'century') return `${inUnit(unit, start)} to ${inUnit(unit === 'quarter' ? 'month' : 'year', end - 1)}`
  return inUnit(unit, start)
}

const SHORTEST = 4

/** Narrower (by > 1) or wider around a day, never beyond the whole. */
export function zoomed(span: Span, whole: Span, by: number, around: number): Span {
  const length = Math.min(Math.max((span.to - span.from) / by, SHORTEST), whole.to - whole.from)
  const share = (around - span.from) / (span.to - span.from)
  return within({ from: around - share * length, to: around + (1 - share) * length }, whole)
}

export function within(span: Span, whole: Span): Span {
  const length = Math.min(span.to - span.from, whole.to - whole.from)
  const from = Math.min(Math.max(span.from, whole.from), whole.to - length)
  return { from, to: from + length }
}
