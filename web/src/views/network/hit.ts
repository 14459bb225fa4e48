// What lies under the pointer: everything drawn, by cells of the screen.
import { type Geometry, type Line, along } from './geometry'

const CELL = 48
const ROW = 100_000
const STEPS = 8
/** Pixels from a line at which it is still meant. */
const NEAR = 5

export class Under {
  private readonly nodes = new Map<number, number[]>()
  private readonly lines = new Map<number, number[]>()

  constructor(
    private readonly geometry: Geometry,
    private readonly all: readonly Line[],
  ) {
    for (const n of geometry.wanted.nodes) {
      if (geometry.boxes.has(n)) continue
      const [x, y] = geometry.spot(n)
      put(this.nodes, cell(x, y), n)
    }
    all.forEach((one, k) => this.lay(one, k))
  }

  private lay(one: Line, k: number): void {
    const course = this.geometry.follow(one)
    const long = Math.hypot(course[4]! - course[0]!, course[5]! - course[1]!)
    const steps = Math.max(STEPS, Math.ceil(long / (CELL / 2)))
    let before = NaN
    for (let step = 0; step <= steps; step++) {
      const [x, y] = along(course, step / steps)
      const key = cell(x, y)
      if (key !== before) put(this.lines, key, k)
      before = key
    }
  }

  /** Id of the node, else the line, else the smallest box there; places as they were when this was made. */
  at(x: number, y: number): string | null {
    return this.node(x, y) ?? this.line(x, y) ?? this.box(x, y)
  }

  private node(x: number, y: number): string | null {
    const half = this.geometry.half + 1
    let found: string | null = null
    let least = Infinity
    for (const n of around(this.nodes, x, y)) {
      const [nx, ny] = this.geometry.spot(n)
      const far = Math.max(Math.abs(nx - x), Math.abs(ny - y))
      if (far <= half && far < least) [found, least] = [`n${n}`, far]
    }
    return found
  }

  private line(x: number, y: number): string | null {
    let found: Line | null = null
    let least = NEAR
    for (const k of around(this.lines, x, y)) {
      const far = distance(this.geometry.follow(this.all[k]!), x, y)
      if (far < least) [found, least] = [this.all[k]!, far]
    }
    return found && `${found.alike ? 'l' : 't'}${found.n}`
  }

  private box(x: number, y: number): string | null {
    let found: string | null = null
    for (const [n, [left, top, right, bottom]] of this.geometry.boxes) if (x >= left && x <= right && y >= top && y <= bottom) found = `n${n}`
    return found
  }
}

function distance(course: Float64Array, x: number, y: number): number {
  let least = Infinity
  let [ax, ay] = [course[0]!, course[1]!]
  for (let step = 1; step <= STEPS; step++) {
    const [bx, by] = along(course, step / STEPS)
    const [dx, dy] = [bx - ax, by - ay]
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
    least = Math.min(least, Math.hypot(ax + t * dx - x, ay + t * dy - y))
    ;[ax, ay] = [bx, by]
  }
  return least
}

function cell(x: number, y: number): number {
  return Math.floor(x / CELL) * ROW + Math.floor(y / CELL)
}

function* around(cells: ReadonlyMap<number, number[]>, x: number, y: number): Generator<number> {
  const seen = new Set<number>()
  for (let i = -1; i <= 1; i++) {
    for (let j = -1; j <= 1; j++) {
      for (const one of cells.get(cell(x + i * CELL, y + j * CELL)) ?? []) {
        if (!seen.has(one)) yield one
        seen.add(one)
      }
    }
  }
}

function put(cells: Map<number, number[]>, key: number, one: number): void {
  const there = cells.get(key)
  if (there) there.push(one)
  else cells.set(key, [one])
}
