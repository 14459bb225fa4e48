// Places for nodes that may lie in one another: each box is laid out by itself and is one large node outside.
import { type Size, packed, separate } from './apart'
import { type Link, relax, ways } from './stress'

export interface LayoutAsk {
  readonly nodes: readonly { readonly id: string; readonly parent: string | null; readonly width: number; readonly x: number; readonly y: number }[]
  readonly edges: readonly { readonly source: string; readonly target: string }[]
}
export type LayoutAnswer = Record<string, [number, number]>

const HEIGHT = 46
const PADDING = 26
const GAP = 24
const BETWEEN = 60
const LENGTH = 90
/** Room for lines between the nodes: their own room, so many times. */
const ROOM = 3

interface Item extends Size {
  readonly id: string
  readonly x: number
  readonly y: number
  /** Everything within, by its distance from the middle. */
  readonly within: readonly { readonly id: string; readonly x: number; readonly y: number }[]
}
type Pair = readonly [string, string]

/** Middles of all nodes, in whole pixels. The same ask has the same answer. */
export function laidOut(ask: LayoutAsk): LayoutAnswer {
  const parents = new Map(ask.nodes.map(({ id, parent }) => [id, parent]))
  const pairs = pairsByBox(ask, parents)
  const boxed = (box: string | null): Item[] =>
    ask.nodes.filter((one) => one.parent === box).map((one) => {
      const inner = boxed(one.id)
      return inner.length ? boxOf(one, inner, pairs.get(one.id) ?? []) : { ...one, height: HEIGHT, within: [] }
    })
  const all = arranged(boxed(null), pairs.get(null) ?? [])
  return Object.fromEntries(all.flatMap(spread).map(({ id, x, y }) => [id, [Math.round(x), Math.round(y)]]))
}

/** Each tie as one between two that lie in the same box, by that box. */
function pairsByBox(ask: LayoutAsk, parents: ReadonlyMap<string, string | null>): Map<string | null, Pair[]> {
  const out = new Map<string | null, Pair[]>()
  for (const { source, target } of ask.edges) {
    const [from, to] = [way(source, parents), way(target, parents)]
    const split = from.findIndex((one, k) => one !== to[k])
    if (split < 0 || to[split] === undefined) continue // one lies in the other
    const box = split ? from[split - 1]! : null
    const there = out.get(box)
    const pair = [from[split]!, to[split]!] as const
    if (there) there.push(pair)
    else out.set(box, [pair])
  }
  return out
}

/** The boxes around a node from the outermost, and itself. */
function way(id: string, parents: ReadonlyMap<string, string | null>): string[] {
  const out: string[] = []
  for (let up: string | null = id; up !== null; up = parents.get(up) ?? null) out.unshift(up)
  return out
}

function boxOf(one: LayoutAsk['nodes'][number], inner: readonly Item[], pairs: readonly Pair[]): Item {
  const placed = arranged(inner, pairs)
  const { width, height } = hull(placed)
  return { ...one, width: Math.max(width + 2 * PADDING, one.width), height: height + 2 * PADDING, within: placed.flatMap(spread) }
}

/** An item and what lies in it, at their places. */
function spread({ id, x, y, within }: Item): { id: string; x: number; y: number }[] {
  return [{ id, x, y }, ...within.map((one) => ({ id: one.id, x: x + one.x, y: y + one.y }))]
}

/** Items around the origin: those that ties connect together, the largest such group in the middle. */
function arranged(items: readonly Item[], pairs: readonly Pair[]): Item[] {
  const groups = connected(items, pairs).map((group) => together(group, pairs))
  const sizes = groups.map((group) => hull(group))
  const order = [...groups.keys()].sort((a, b) => sizes[b]!.width * sizes[b]!.height - sizes[a]!.width * sizes[a]!.height || a - b)
  const spots = packed(order.map((n) => sizes[n]!), BETWEEN)
  return centred(order.flatMap((n, k) => groups[n]!.map((one) => ({ ...one, x: one.x + spots[k]!.x, y: one.y + spots[k]!.y }))))
}

function connected(items: readonly Item[], pairs: readonly Pair[]): Item[][] {
  const near = new Map<string, string[]>(items.map((one) => [one.id, []]))
  for (const [a, b] of pairs) {
    near.get(a)?.push(b)
    near.get(b)?.push(a)
  }
  const group = new Map<string, number>()
  let groups = 0
  for (const { id } of items) {
    if (group.has(id)) continue
    const waiting = [id]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (group.has(next)) continue
      group.set(next, groups)
      waiting.push(...near.get(next)!)
    }
    groups++
  }
  const out = Array.from({ length: groups }, (): Item[] => [])
  for (const one of items) out[group.get(one.id)!]!.push(one)
  return out
}

function together(group: readonly Item[], pairs: readonly Pair[]): Item[] {
  if (group.length === 1) return [{ ...group[0]!, x: 0, y: 0 }]
  const index = new Map(group.map((one, n) => [one.id, n]))
  const links = linksOf(group, pairs.flatMap(([a, b]) => (index.has(a) ? [[index.get(a)!, index.get(b)!] as const] : [])))
  const x = Float64Array.from(group, (one) => one.x)
  const y = Float64Array.from(group, (one) => one.y)
  relax(x, y, ways(group.length, links))
  widen(x, y, group)
  separate(x, y, group, GAP)
  return centred(group.map((one, n) => ({ ...one, x: x[n]!, y: y[n]! })))
}

/** A tie is longer between the large and between those with many ties, who need room around them. */
function linksOf(group: readonly Item[], pairs: readonly (readonly [number, number])[]): Link[] {
  const ties = new Float64Array(group.length)
  for (const [a, b] of pairs) {
    ties[a]!++
    ties[b]!++
  }
  const reach = (n: number) => (group[n]!.width + group[n]!.height) / 4 + 8 * Math.sqrt(ties[n]!)
  return pairs.map(([a, b]) => ({ a, b, length: LENGTH / 2 + reach(a) + reach(b) }))
}

/** Everything farther from everything, until there is room for all. */
function widen(x: Float64Array, y: Float64Array, sizes: readonly Size[]): void {
  const wide = Math.max(...sizes.map((one) => one.width))
  const high = Math.max(...sizes.map((one) => one.height))
  const has = (Math.max(...x) - Math.min(...x) + wide) * (Math.max(...y) - Math.min(...y) + high)
  const wants = ROOM * sizes.reduce((sum, one) => sum + (one.width + GAP) * (one.height + GAP), 0)
  const by = Math.sqrt(wants / has)
  if (by <= 1) return
  for (let k = 0; k < x.length; k++) [x[k], y[k]] = [x[k]! * by, y[k]! * by]
}

function hull(items: readonly Item[]): Size & { x: number; y: number } {
  const left = Math.min(...items.map((one) => one.x - one.width / 2))
  const right = Math.max(...items.map((one) => one.x + one.width / 2))
  const top = Math.min(...items.map((one) => one.y - one.height / 2))
  const bottom = Math.max(...items.map((one) => one.y + one.height / 2))
  return { width: right - left, height: bottom - top, x: (left + right) / 2, y: (top + bottom) / 2 }
}

function centred(items: readonly Item[]): Item[] {
  const { x, y } = hull(items)
  return items.map((one) => ({ ...one, x: one.x - x, y: one.y - y }))
}
