// Boxes that lie on one another are moved apart; groups that nothing ties together are put side by side.

export interface Size {
  readonly width: number
  readonly height: number
}
export interface Rect extends Size {
  /** Of its middle. */
  readonly x: number
  readonly y: number
}

const PASSES = 400
const SPREAD = 30
const WIDER = 1.04

/** Move middles until no two boxes come nearer than the gap. */
export function separate(x: Float64Array, y: Float64Array, sizes: readonly Size[], gap: number): void {
  for (let pass = 1; pass <= PASSES; pass++) {
    if (!pushed(x, y, sizes, gap)) return
    if (pass % SPREAD === 0) for (let k = 0; k < x.length; k++) [x[k], y[k]] = [x[k]! * WIDER, y[k]! * WIDER]
  }
}

function pushed(x: Float64Array, y: Float64Array, sizes: readonly Size[], gap: number): boolean {
  let any = false
  for (let a = 0; a < x.length; a++) {
    for (let b = a + 1; b < x.length; b++) {
      const dx = x[b]! - x[a]!
      const across = (sizes[a]!.width + sizes[b]!.width) / 2 + gap - Math.abs(dx)
      if (across <= 1e-3) continue
      const dy = y[b]! - y[a]!
      const down = (sizes[a]!.height + sizes[b]!.height) / 2 + gap - Math.abs(dy)
      if (down <= 1e-3) continue
      any = true
      if (across < down) shift(x, a, b, dx, across)
      else shift(y, a, b, dy, down)
    }
  }
  return any
}

function shift(at: Float64Array, a: number, b: number, apart: number, by: number): void {
  const half = apart < 0 ? -by / 2 : by / 2
  at[a]! -= half
  at[b]! += half
}

const TURN = Math.PI * (3 - Math.sqrt(5))
const FLAT = 1.4

/** Middles for boxes, the first in the middle and each next as near to it as there is room; wider than high, as screens are. */
export function packed(sizes: readonly Size[], gap: number): Rect[] {
  const out: Rect[] = []
  for (const size of sizes) out.push(free(size, out, gap))
  return out
}

function free(size: Size, taken: readonly Rect[], gap: number): Rect {
  const step = Math.max(12, Math.min(size.width, size.height) / 3)
  for (let k = 0; ; k++) {
    const far = step * Math.sqrt(k)
    const one = { ...size, x: FLAT * far * Math.cos(k * TURN), y: far * Math.sin(k * TURN) }
    if (!taken.some((other) => near(one, other, gap))) return one
  }
}

function near(a: Rect, b: Rect, gap: number): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 + gap && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + gap
}
