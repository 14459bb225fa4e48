// The book in columns, made ready: typed arrays and who takes part in what, all by index.
import { dayOf } from './days'
import type { World } from './words'

export const OPEN_START = -2_000_000
export const OPEN_END = 4_000_000

export type TieState = 'yes' | 'maybe' | 'no' | 'silent'
const STATES: readonly TieState[] = ['no', 'silent', 'maybe', 'yes']

/** A world with what is derived from it. Never changed; a patch makes another. */
export interface Ready {
  readonly world: World
  /** First and last day of each incident; OPEN_START and OPEN_END where open; both NaN-free, undated ones in `undated`. */
  readonly first: Int32Array
  readonly last: Int32Array
  readonly dated: Uint8Array
  /** Index by id. */
  readonly incidentAt: ReadonlyMap<string, number>
  readonly tieAt: ReadonlyMap<string, number>
  readonly entityAt: ReadonlyMap<string, number>
  readonly reportAt: ReadonlyMap<string, number>
  readonly incidentOfClaim: ReadonlyMap<string, number>
  readonly tieOfClaim: ReadonlyMap<string, number>
  /** Incidents and ties of each entity and of each report. */
  readonly incidentsOf: readonly number[][]
  readonly tiesOf: readonly number[][]
  readonly incidentsIn: readonly number[][]
  readonly tiesIn: readonly number[][]
  /** First and last day on which anything is dated. */
  readonly span: readonly [number, number]
  /** For each tie the days on which its state turns, and the states from then on. */
  readonly turns: readonly { readonly days: Int32Array; readonly states: readonly TieState[] }[]
}

export function ready(world: World): Ready {
  const n = world.incidents.id.length
  const first = new Int32Array(n)
  const last = new Int32Array(n)
  const dated = new Uint8Array(n)
  let low = Infinity
  let high = -Infinity
  const incidentsOf: number[][] = world.entities.id.map(() => [])
  const tiesOf: number[][] = world.entities.id.map(() => [])
  const incidentsIn: number[][] = world.reports.id.map(() => [])
  const tiesIn: number[][] = world.reports.id.map(() => [])
  const incidentOfClaim = new Map<string, number>()
  const tieOfClaim = new Map<string, number>()
  for (let i = 0; i < n; i++) {
    const a = world.incidents.first[i]
    const b = world.incidents.last[i]
    first[i] = a ? dayOf(a) : OPEN_START
    last[i] = b ? dayOf(b) : OPEN_END
    dated[i] = a || b ? 1 : 0
    if (a) low = Math.min(low, first[i]!)
    if (b) high = Math.max(high, last[i]!)
    const where = world.incidents.where[i]
    const taking = new Set([...world.incidents.doers[i]!, ...world.incidents.targets[i]!])
    if (where !== null && where !== undefined) taking.add(where)
    for (const e of taking) incidentsOf[e]?.push(i)
    for (const r of world.incidents.reports[i]!) incidentsIn[r]?.push(i)
    for (const claim of world.incidents.claims[i]!) incidentOfClaim.set(claim, i)
  }
  world.ties.id.forEach((_, i) => {
    tiesOf[world.ties.subject[i]!]?.push(i)
    if (world.ties.object[i] !== world.ties.subject[i]) tiesOf[world.ties.object[i]!]?.push(i)
    for (const r of world.ties.reports[i]!) tiesIn[r]?.push(i)
    for (const claim of world.ties.claims[i]!) tieOfClaim.set(claim, i)
  })
  const turns = world.ties.states.map((states) => {
    const days = new Int32Array(states.length / 2)
    const kinds: TieState[] = []
    for (let k = 0; k < days.length; k++) {
      days[k] = dayOf(states[2 * k]!)
      kinds.push(states[2 * k + 1] as TieState)
    }
    return { days, states: kinds }
  })
  const today = Math.floor(Date.now() / 86_400_000)
  return {
    world, first, last, dated, incidentsOf, tiesOf, incidentsIn, tiesIn, incidentOfClaim, tieOfClaim, turns,
    incidentAt: places(world.incidents.id),
    tieAt: places(world.ties.id),
    entityAt: places(world.entities.id),
    reportAt: places(world.reports.id),
    span: low <= high ? [low, high] : [today - 365, today],
  }
}

function places(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, n) => [id, n]))
}

/** How a tie stood on a day; null asks for any day: its best state. */
export function stateOn(at: Ready, tie: number, day: number | null): TieState {
  const turn = at.turns[tie]!
  if (day === null) return turn.states.reduce<TieState>((best, s) => (rank(s) > rank(best) ? s : best), 'no')
  let state: TieState = 'silent'
  for (let k = 0; k < turn.days.length && turn.days[k]! <= day; k++) state = turn.states[k]!
  return state
}

function rank(state: TieState): number {
  return STATES.indexOf(state)
}
