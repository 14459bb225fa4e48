// Marks as small pictures: a ring of the colours of what is said there, its line as sure as the words.
import { MODALITIES } from '../modality'
import type { Palette } from '../palette'

const SCALE = 2
const EIGHTHS = 8

/** What a picture shows, as its name: size step, shares in eighths, sort, halo (1 touched by the selection, 2 lost), theme. */
export function iconName(sort: 'spot' | 'cluster' | 'crossing', total: number, shares: readonly number[], halo: 0 | 1 | 2, theme: string): string {
  const sum = shares.reduce((a, b) => a + b, 0) || 1
  const eighths = shares.map((one) => (one ? Math.max(1, Math.round((one / sum) * EIGHTHS)) : 0))
  return `mark/${sort}/${step(total)}/${eighths.join('')}/${halo}/${theme}`
}

/** Radius in pixels by count: 1, up to 9, 99, 999, more. */
const RADII = [6, 10, 13, 16, 20] as const

function step(total: number): number {
  return total <= 1 ? 0 : Math.min(4, String(total).length)
}

export function radiusOf(total: number): number {
  return RADII[step(total)]!
}

let canvas: HTMLCanvasElement | null = null

export function icon(name: string, colours: Palette): ImageData | null {
  const [head, sort, size, eighths, chosen] = name.split('/')
  if (head !== 'mark' || !size || !eighths) return null
  const radius = RADII[Number(size)]!
  const side = (radius + 6) * 2 * SCALE
  canvas ??= document.createElement('canvas')
  canvas.width = canvas.height = side
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return null
  pen.scale(SCALE, SCALE)
  pen.translate(radius + 6, radius + 6)
  if (chosen !== '0') halo(pen, radius, sort === 'crossing', chosen === '2' ? colours.bad : colours.accent)
  if (sort === 'crossing') crossing(pen, radius, eighths, colours)
  else ring(pen, radius, eighths, sort === 'cluster', colours)
  return pen.getImageData(0, 0, side, side)
}

export const PIXEL_RATIO = SCALE

function halo(pen: CanvasRenderingContext2D, radius: number, square: boolean, colour: string): void {
  pen.beginPath()
  if (square) pen.rect(-radius - 4, -radius - 4, 2 * radius + 8, 2 * radius + 8)
  else pen.arc(0, 0, radius + 4, 0, 2 * Math.PI)
  pen.fillStyle = colour
  pen.fill()
}

function ring(pen: CanvasRenderingContext2D, radius: number, eighths: string, cluster: boolean, colours: Palette): void {
  disc(pen, radius + 1.5, colours.ground)
  if (cluster) {
    pen.lineWidth = 1.5
    pen.strokeStyle = colours['ink-2']
    pen.beginPath()
    pen.arc(0, 0, radius + 1.5, 0, 2 * Math.PI)
    pen.stroke()
  }
  const small = radius === RADII[0]
  const width = small ? 3 : 3.5
  segments(eighths).forEach(([kind, from, to]) => {
    pen.beginPath()
    pen.arc(0, 0, radius - width / 2 - (cluster ? 1 : 0), from, to)
    stroke(pen, kind, width, colours)
  })
  if (small && eighths.startsWith('8')) disc(pen, radius, colours.asserted)
}

function disc(pen: CanvasRenderingContext2D, radius: number, colour: string): void {
  pen.beginPath()
  pen.arc(0, 0, radius, 0, 2 * Math.PI)
  pen.fillStyle = colour
  pen.fill()
}

/** Lines that differ without colour: whole, dashed, dotted, with a bar through, thin. */
function stroke(pen: CanvasRenderingContext2D, kind: number, width: number, colours: Palette): void {
  const name = MODALITIES[kind]!
  pen.strokeStyle = colours[name]
  pen.lineWidth = name === 'generic' ? 1.2 : width
  pen.setLineDash(name === 'hedged' ? [4, 2] : name === 'planned' ? [1.6, 1.8] : [])
  pen.stroke()
  pen.setLineDash([])
  if (name !== 'negated') return
  pen.lineWidth = 1
  pen.strokeStyle = colours.ground
  pen.stroke()
}

function segments(eighths: string): [number, number, number][] {
  const parts = [...eighths].map(Number)
  const sum = parts.reduce((a, b) => a + b, 0)
  let from = -Math.PI / 2
  return parts.flatMap((part, kind) => {
    if (!part) return []
    const to = from + (part / sum) * 2 * Math.PI
    const made: [number, number, number] = [kind, from, to]
    from = to
    return [made]
  })
}

/** A gate: a square with a bar across. */
function crossing(pen: CanvasRenderingContext2D, radius: number, eighths: string, colours: Palette): void {
  const kind = segments(eighths).sort((a, b) => b[2] - b[1] - (a[2] - a[1]))[0]?.[0] ?? 0
  pen.fillStyle = colours.ground
  pen.fillRect(-radius - 1, -radius - 1, 2 * radius + 2, 2 * radius + 2)
  pen.beginPath()
  pen.rect(-radius + 1, -radius + 1, 2 * radius - 2, 2 * radius - 2)
  stroke(pen, kind, 2.5, colours)
  pen.beginPath()
  pen.moveTo(-radius - 3, -radius - 1)
  pen.lineTo(-radius - 3, radius + 1)
  pen.moveTo(radius + 3, -radius - 1)
  pen.lineTo(radius + 3, radius + 1)
  pen.lineWidth = 2
  pen.strokeStyle = colours.ink
  pen.stroke()
}
