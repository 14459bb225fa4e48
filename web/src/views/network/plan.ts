// Who can be drawn: everybody at an end of a tie, the most tied first, and the box that each lies in.
import type { Ready } from '../../world'

export const MOST = 400
export const MANY = 60
/** More lines than this are a tangle that tells nobody anything; fewer of the most tied are drawn then, but never fewer than MANY. */
export const LINES = 1000

export interface Plan {
  /** Ties of each entity over the whole book. */
  readonly degree: Int32Array
  /** The umbrella of each entity, with the tie that says so; by the whole book, so that boxes do not change with the day. */
  readonly umbrella: ReadonlyMap<number, { readonly whole: number; readonly tie: number }>
  /** All with a tie, the most tied first. */
  readonly order: readonly number[]
  /** The most tied entities, whose places come from the layout. */
  readonly core: readonly number[]
  readonly lookalikes: readonly (readonly [number, number])[]
  readonly confusable: ReadonlySet<number>
}

const UMBRELLAS = new Set(['part_of', 'member_of'])

export function planOf(at: Ready): Plan {
  const degree = Int32Array.from(at.tiesOf, (ties) => ties.length)
  const order = [...degree.keys()].filter((n) => degree[n]! > 0).sort((a, b) => byDegree(at, degree, a, b))
  const lookalikes = at.world.lookalikes.map(([a, b]) => [a!, b!] as const)
  return { degree, umbrella: umbrellas(at), order, core: order.slice(0, MOST), lookalikes, confusable: new Set(lookalikes.flat()) }
}

function byDegree(at: Ready, degree: Int32Array, a: number, b: number): number {
  return degree[b]! - degree[a]! || (at.world.entities.id[a]! < at.world.entities.id[b]! ? -1 : 1)
}

function umbrellas(at: Ready): Plan['umbrella'] {
  const { ties } = at.world
  const said = new Map<string, number>()
  ties.predicate.forEach((predicate, t) => {
    const key = `${ties.subject[t]}/${ties.object[t]}`
    if (UMBRELLAS.has(predicate) && ties.modality[t] !== 'negated' && !said.has(key)) said.set(key, t)
  })
  const out = new Map<number, { whole: number; tie: number }>()
  for (const [member, whole] of at.world.umbrellas) {
    const tie = said.get(`${member}/${whole}`)
    if (tie === undefined || out.has(member!) || at.world.entities.place[whole!] || !free(out, member!, whole!)) continue
    out.set(member!, { whole: whole!, tie })
  }
  return out
}

/** A box never lies in itself. */
function free(out: ReadonlyMap<number, { whole: number }>, member: number, whole: number): boolean {
  for (let up: number | undefined = whole; up !== undefined; up = out.get(up)?.whole) if (up === member) return false
  return true
}

export interface Wanted {
  readonly nodes: ReadonlySet<number>
  /** Ties drawn as lines, with how they stand; those that a box says are in `boxes`. */
  readonly edges: ReadonlyMap<number, 'yes' | 'maybe'>
  readonly boxes: ReadonlyMap<number, number>
  /** All who have a shown tie, before the limit. */
  readonly found: number
}

/** Those at the ends of lines who are drawn: all, or the most tied while their lines are few enough to see. */
function few(at: Ready, plan: Plan, shown: ReadonlyMap<number, unknown>, ends: Uint8Array, found: number): number[] {
  const order: number[] = []
  for (const n of plan.order) if (ends[n] && order.push(n) === MOST) break
  if (found <= MANY) return order
  const rank = new Int32Array(ends.length).fill(-1)
  order.forEach((n, k) => (rank[n] = k))
  const lines = new Int32Array(order.length)
  for (const tie of shown.keys()) {
    const a = rank[at.world.ties.subject[tie]!]!
    const b = rank[at.world.ties.object[tie]!]!
    if (a >= 0 && b >= 0 && a !== b) lines[Math.max(a, b)]!++
  }
  let sum = 0
  const cut = lines.findIndex((more, k) => (sum += more) > LINES && k >= MANY)
  return cut < 0 ? order : order.slice(0, cut)
}

/** What is drawn now. */
export function wantedOf(at: Ready, plan: Plan, shown: ReadonlyMap<number, 'yes' | 'maybe'>, places: boolean): Wanted {
  const { ties, entities } = at.world
  const ends = new Uint8Array(entities.id.length)
  for (const tie of shown.keys()) {
    const a = ties.subject[tie]!
    const b = ties.object[tie]!
    if (places || (!entities.place[a] && !entities.place[b])) ends[a] = ends[b] = 1
  }
  const found = ends.reduce((sum, one) => sum + one, 0)
  const nodes = new Set(few(at, plan, shown, ends, found))
  const boxes = new Map<number, number>()
  const inBox = new Set<number>()
  for (const n of nodes) {
    const one = plan.umbrella.get(n)
    if (!one || !nodes.has(one.whole) || !shown.has(one.tie)) continue
    boxes.set(n, one.whole)
    inBox.add(one.tie)
  }
  const edges = new Map<number, 'yes' | 'maybe'>()
  for (const [tie, state] of shown) {
    const both = nodes.has(ties.subject[tie]!) && nodes.has(ties.object[tie]!) && ties.subject[tie] !== ties.object[tie]
    if (both && !inBox.has(tie)) edges.set(tie, state)
  }
  return { nodes, edges, boxes, found }
}
