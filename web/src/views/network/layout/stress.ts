// Distances on the drawing that match the distances along the ties: stress, lessened pair by pair
// (Zheng, Pawar and Goodman, "Graph Drawing by Stochastic Gradient Descent", 2018).
import { chance } from './chance'

const ROUNDS = 30
const LEAST = 0.1

export interface Link {
  readonly a: number
  readonly b: number
  readonly length: number
}

/** Shortest ways between all pairs, row by row; Infinity where there is none. */
export function ways(n: number, links: readonly Link[]): Float32Array {
  const far = new Float32Array(n * n).fill(Infinity)
  for (let k = 0; k < n; k++) far[k * n + k] = 0
  for (const { a, b, length } of links) far[a * n + b] = far[b * n + a] = Math.min(far[a * n + b]!, length)
  for (let via = 0; via < n; via++) {
    for (let a = 0; a < n; a++) {
      const first = far[a * n + via]!
      if (first === Infinity) continue
      for (let b = 0; b < n; b++) far[a * n + b] = Math.min(far[a * n + b]!, first + far[via * n + b]!)
    }
  }
  return far
}

/** Move x and y until distances are near those given, all of which must be finite. */
export function relax(x: Float64Array, y: Float64Array, far: Float32Array): void {
  const n = x.length
  const pairs = Array.from({ length: (n * (n - 1)) / 2 }, () => 0)
  let nearest = Infinity
  let farthest = 0
  for (let a = 0, k = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++, k++) {
      pairs[k] = a * n + b
      nearest = Math.min(nearest, far[a * n + b]!)
      farthest = Math.max(farthest, far[a * n + b]!)
    }
  }
  const cooling = Math.log((LEAST * nearest ** 2) / farthest ** 2) / (ROUNDS - 1)
  const random = chance()
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(pairs, random)
    const step = farthest ** 2 * Math.exp(cooling * round)
    for (const pair of pairs) pull(x, y, Math.floor(pair / n), pair % n, far[pair]!, step)
  }
}

function pull(x: Float64Array, y: Float64Array, a: number, b: number, wanted: number, step: number): void {
  const dx = x[a]! - x[b]!
  const dy = y[a]! - y[b]!
  const long = Math.hypot(dx, dy) || 1e-6
  const by = (Math.min(1, step / wanted ** 2) * (long - wanted)) / 2 / long
  x[a]! -= by * dx
  y[a]! -= by * dy
  x[b]! += by * dx
  y[b]! += by * dy
}

function shuffle(all: number[], random: () => number): void {
  for (let k = all.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1))
    const held = all[k]!
    all[k] = all[other]!
    all[other] = held
  }
}
