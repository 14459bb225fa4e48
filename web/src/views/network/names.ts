// Names of nodes and what chosen lines say: where each has room, and putting them on a canvas.
import { labelOf } from '../../parts/labels'
import { drawnAs } from '../modality'
import { unequal } from './arrows'
import { along } from './geometry'
import { type Box, FONT, FONT_SIZE, LINE, type Labelled, type Said, placed, wrapped } from '../labels'
import type { Scene } from './paint'
import type { Marked } from './told'

/** Nearer than this, names grow with the drawing. */
const LARGEST = 1.3
const BADGE = 16
const BOLD = 1.1
const SAID_PAD = 4

/** Where names have room, by nodes, from the middle of each; null where there is none. Lines by their tie, from their own middle. */
export interface Room {
  readonly names: ReadonlyMap<number, Box | null>
  readonly said: ReadonlyMap<number, Box>
}
export const NO_ROOM: Room = { names: new Map(), said: new Map() }

export function sizeOf(zoom: number): number {
  return zoom < LARGEST ? 1 : zoom / LARGEST
}

/** The most tied choose first, after those that are chosen and the boxes. */
export function roomOf(scene: Scene, degree: Int32Array, { entities, ties, itself }: Marked): Room {
  const { geometry, confusable, at } = scene
  const size = sizeOf(geometry.view.zoom)
  const weight = (n: number) => Number(entities?.has(n) ?? false) * 1e6 + Number(geometry.boxes.has(n)) * 1e5 + degree[n]!
  const order = [...geometry.wanted.nodes].sort((a, b) => weight(b) - weight(a) || a - b)
  const middles = new Map<number, [number, number]>()
  const nodes = order.map((n): Labelled => {
    const [x, y] = geometry.middle(n)
    middles.set(n, [x, y])
    const box = geometry.boxes.get(n)
    const { width, height } = wrapped(at.world.entities.name[n]!)
    return {
      n, x, y, half: box ? (box[3] - box[1]) / 2 : geometry.half + 1, width: (width * (box ? BOLD : 1) + (confusable.has(n) ? BADGE : 0)) * size, height: height * size,
      always: `n${n}` === itself, first: entities?.has(n) ?? false, sort: box ? 'box' : 'node',
    }
  })
  const said = scene.lines.flatMap((one): Said[] => (!one.alike && ties?.has(one.n) ? [{ n: one.n, ...centre(scene, one.n), ...spoken(scene, one.n, size) }] : []))
  const found = placed(nodes, said, scene.sheet)
  return {
    names: new Map([...found.names].map(([n, box]) => [n, box && moved(box, ...negative(middles.get(n)!))])),
    said: new Map(said.flatMap(({ n, x, y }) => (found.said.has(n) ? [[n, moved(found.said.get(n)!, -x, -y)] as const] : []))),
  }
}

function centre(scene: Scene, tie: number): { x: number; y: number } {
  const one = scene.lines.find(({ n, alike }) => n === tie && !alike)!
  const [x, y] = along(scene.geometry.follow(one), 0.5)
  return { x, y }
}

function negative([x, y]: readonly [number, number]): [number, number] {
  return [-x, -y]
}

function moved([left, top, right, bottom]: Box, x: number, y: number): Box {
  return [left + x, top + y, right + x, bottom + y]
}

function words(scene: Scene, tie: number): string {
  const { predicate, modality } = scene.at.world.ties
  return `${drawnAs(modality[tie]!) === 'negated' ? 'denied: ' : ''}${labelOf('predicate', predicate[tie]!)}`
}

function spoken(scene: Scene, tie: number, size: number): { width: number; height: number } {
  const { width, height } = wrapped(words(scene, tie))
  return { width: (width + SAID_PAD) * size, height: height * size }
}

/** Names of those in a set (all without one) at their room; those of others are left out. */
export function drawNames(pen: CanvasRenderingContext2D, scene: Scene, room: Room, which: Iterable<number>): void {
  const { geometry, at, confusable, colours } = scene
  const size = sizeOf(geometry.view.zoom)
  for (const n of which) {
    const box = room.names.get(n)
    if (!box || !geometry.wanted.nodes.has(n)) continue
    const put = moved(box, ...geometry.middle(n))
    if (put[2] < 0 || put[3] < 0 || put[0] > scene.sheet.width || put[1] > scene.sheet.height) continue
    const badge = confusable.has(n)
    write(pen, at.world.entities.name[n]!, put, size, { bold: geometry.boxes.has(n), badge, ink: colours.ink, ground: colours.ground, warn: colours.warn })
  }
}

/** What chosen lines say, in their middles. */
export function drawSaid(pen: CanvasRenderingContext2D, scene: Scene, room: Room): void {
  const size = sizeOf(scene.geometry.view.zoom)
  const { ink, ground, warn } = scene.colours
  for (const [tie, box] of room.said) {
    if (!scene.geometry.wanted.edges.has(tie)) continue
    const { x, y } = centre(scene, tie)
    write(pen, words(scene, tie), moved(box, x, y), size, { bold: false, badge: false, ink, ground, warn })
  }
}

/** Words of a line that is pointed at, whatever lies there. */
export function drawSaidOf(pen: CanvasRenderingContext2D, scene: Scene, tie: number): void {
  const size = sizeOf(scene.geometry.view.zoom)
  const { x, y } = centre(scene, tie)
  const { width, height } = spoken(scene, tie, size)
  const { ink, ground, warn } = scene.colours
  write(pen, words(scene, tie), [x - width / 2, y - height / 2, x + width / 2, y + height / 2], size, { bold: false, badge: false, ink, ground, warn })
}

/** The name of a node that is pointed at from elsewhere and found no room: below it. */
export function drawNameOf(pen: CanvasRenderingContext2D, scene: Scene, n: number): void {
  const { width, height } = wrapped(scene.at.world.entities.name[n]!)
  const size = sizeOf(scene.geometry.view.zoom)
  const [half, wide] = [scene.geometry.half + 1, (width + (scene.confusable.has(n) ? BADGE : 0)) * size]
  drawNames(pen, scene, { names: new Map([[n, [-wide / 2, half, wide / 2, half + height * size + 2]]]), said: new Map() }, [n])
}

interface Hand {
  readonly bold: boolean
  readonly badge: boolean
  readonly ink: string
  readonly ground: string
  readonly warn: string
}

function write(pen: CanvasRenderingContext2D, name: string, [left, top, right, bottom]: Box, size: number, hand: Hand): void {
  const { lines, first } = wrapped(name)
  const alpha = pen.globalAlpha
  pen.globalAlpha = alpha * 0.85
  pen.fillStyle = hand.ground
  pen.fillRect(left + 1, top + 1, right - left - 2, bottom - top - 2)
  pen.globalAlpha = alpha
  pen.font = `${hand.bold ? 'bold ' : ''}${FONT_SIZE * size}px ${FONT}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillStyle = hand.ink
  const [x, y] = [(left + right) / 2 + (hand.badge ? (BADGE * size) / 2 : 0), (top + bottom) / 2]
  lines.forEach((line, k) => pen.fillText(line, x, y + (k - (lines.length - 1) / 2) * LINE * size))
  if (!hand.badge) return
  pen.strokeStyle = hand.warn
  pen.lineWidth = 1.6 * size
  unequal(pen, x - ((first * (hand.bold ? BOLD : 1)) / 2 + BADGE / 2 + 1) * size, y - ((lines.length - 1) / 2) * LINE * size, 10 * size)
}
