import { bandHit } from './band'
import type { Bar, Bin } from './layout'
import { AXIS, LANE } from './layout'
import type { scene } from './seen'

type Scene = NonNullable<typeof scene.value>

export interface Hit {
  readonly bar?: Bar
  readonly bin?: Bin
  readonly asOf?: boolean
  /** Something in the band of ties: one of them, or how many hold. */
  readonly tie?: number
  readonly holds?: { readonly yes: number; readonly maybe: number }
}

export function dayAt(scene: Scene, x: number): number {
  return scene.span.from + (x * (scene.span.to - scene.span.from)) / scene.width
}

export function hit(scene: Scene, x: number, y: number, near = 5): Hit {
  if (scene.asOf !== null) {
    const line = ((scene.asOf + 1 - scene.span.from) * scene.width) / (scene.span.to - scene.span.from)
    if (Math.abs(x - line) <= near) return { asOf: true }
  }
  if (scene.band && y >= scene.height) return bandHit(scene.band, x, y - scene.height)
  if (scene.layout.how === 'bars') {
    const lane = Math.floor((y - AXIS - 1) / LANE)
    const bar = scene.layout.bars.find((one) => one.lane === lane && x >= one.x0 - 2 && x <= one.end + 2)
    return bar ? { bar } : {}
  }
  const day = dayAt(scene, x)
  const bin = y > AXIS ? scene.layout.bins.find((one) => one.from <= day && day < one.to) : undefined
  return bin && (bin.here.length || bin.across) ? { bin } : {}
}
