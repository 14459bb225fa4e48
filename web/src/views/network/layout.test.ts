import { expect, test } from 'vitest'

import { type LayoutAsk, laidOut } from './layout/places'
import { ways } from './layout/stress'

const HEIGHT = 46

function ask(n: number, ties: readonly (readonly [number, number])[], parents: Readonly<Record<number, number>> = {}): LayoutAsk {
  const turn = (k: number) => (k / n) * 2 * Math.PI
  return {
    nodes: Array.from({ length: n }, (_, k) => ({ id: `${k}`, parent: k in parents ? `${parents[k]}` : null, width: 60 + (k % 5) * 15, x: 400 * Math.cos(turn(k)), y: 400 * Math.sin(turn(k)) })),
    edges: ties.map(([a, b]) => ({ source: `${a}`, target: `${b}` })),
  }
}

const web = Array.from({ length: 500 }, (_, k) => [k % 120, (k * 17 + k * k) % 120] as const).filter(([a, b]) => a !== b)

test('the same ask has the same answer', () => {
  expect(laidOut(ask(120, web))).toEqual(laidOut(ask(120, web)))
})

test('no two nodes lie on one another, however tied', () => {
  const asked = ask(120, web)
  const found = laidOut(asked)
  asked.nodes.forEach((a, k) => {
    for (const b of asked.nodes.slice(k + 1)) {
      const [dx, dy] = [0, 1].map((n) => Math.abs(found[a.id]![n]! - found[b.id]![n]!))
      expect(dx! >= (a.width + b.width) / 2 || dy! >= HEIGHT).toBe(true)
    }
  })
})

test('members lie in their box and nobody else does', () => {
  const parents = { 1: 0, 2: 0, 3: 0, 5: 4, 6: 4, 4: 0 }
  const asked = ask(30, [[1, 2], [3, 10], [5, 11], [7, 8], [10, 11], [12, 1], [13, 6], [4, 14]], parents)
  const found = laidOut(asked)
  const inner = (box: number) => asked.nodes.filter(({ id }) => way(Number(id)).includes(box) && Number(id) !== box && !Object.values(parents).includes(Number(id)))
  const way = (n: number): number[] => [n, ...(n in parents ? way(parents[n as keyof typeof parents]) : [])]
  for (const box of [0, 4]) {
    const members = inner(box)
    const xs = members.flatMap((one) => [found[one.id]![0] - one.width / 2, found[one.id]![0] + one.width / 2])
    const ys = members.flatMap((one) => [found[one.id]![1] - HEIGHT / 2, found[one.id]![1] + HEIGHT / 2])
    const strangers = asked.nodes.filter((one) => !way(Number(one.id)).includes(box) && !way(box).includes(Number(one.id)))
    for (const { id } of strangers) {
      const [x, y] = found[id]!
      expect(x > Math.min(...xs) && x < Math.max(...xs) && y > Math.min(...ys) && y < Math.max(...ys)).toBe(false)
    }
  }
})

test('the tied lie nearer to each other than the untied', () => {
  const found = laidOut(ask(40, Array.from({ length: 39 }, (_, k) => [k, k + 1] as const)))
  const far = (a: number, b: number) => Math.hypot(found[a]![0] - found[b]![0], found[a]![1] - found[b]![1])
  for (let k = 0; k + 10 < 40; k++) expect(far(k, k + 1)).toBeLessThan(far(k, k + 10))
})

test('a way goes along the shortest ties, and there is none to whom nothing is tied', () => {
  const far = ways(4, [{ a: 0, b: 1, length: 2 }, { a: 1, b: 2, length: 3 }, { a: 0, b: 2, length: 9 }])
  expect([far[2], far[8], far[3]]).toEqual([5, 5, Infinity])
})

test('four hundred nodes are laid out in less than four seconds', () => {
  const many = Array.from({ length: 1500 }, (_, k) => [k % 400, (k * 31 + k * k * 7) % 400] as const).filter(([a, b]) => a !== b)
  const began = performance.now()
  laidOut(ask(400, many))
  expect(performance.now() - began).toBeLessThan(4000)
})
