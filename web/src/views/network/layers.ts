// The network on three canvases: all that is drawn; what is chosen or pointed at; names.
// A selection pales the first as it is and draws the second; so what is not chosen is not drawn again.
import { Over } from '../rest'
import type { Box } from './geometry'
import { type Room, drawNameOf, drawNames, drawSaid, drawSaidOf } from './names'
import { type Scene, drawBoxes, drawLines, drawNodes } from './paint'
import type { Marked } from './told'

const PALE = 0.25
const PALE_NAME = 0.4

export class Layers {
  private readonly all: Over
  private readonly chosen: Over
  private readonly names: Over

  constructor(box: HTMLElement) {
    this.all = new Over(box)
    this.all.canvas.className = 'all'
    this.chosen = new Over(box)
    this.names = new Over(box)
  }

  close(): void {
    for (const one of [this.all, this.chosen, this.names]) one.canvas.remove()
  }

  pale(on: boolean): void {
    this.all.canvas.style.opacity = on ? String(PALE) : ''
  }

  drawAll(scene: Scene): void {
    this.all.begin(scene.sheet)
    const { pen } = this.all
    drawBoxes(pen, scene.geometry.boxes.values(), scene.colours, false)
    drawLines(pen, scene, false)
    drawNodes(pen, scene, scene.geometry.wanted.nodes, null)
  }

  drawChosen(scene: Scene, { entities, ties }: Marked, pointed: string | null, room: Room): void {
    if (!entities && !pointed) return this.chosen.hide()
    this.chosen.begin(scene.sheet)
    const { pen } = this.chosen
    const { boxes, wanted } = scene.geometry
    if (entities) {
      drawBoxes(pen, [...boxes].flatMap(([n, box]): Box[] => (entities.has(n) ? [box] : [])), scene.colours, true)
      drawLines(pen, { ...scene, lines: scene.lines.filter((one) => !one.alike && ties?.has(one.n)) }, true)
      drawNodes(pen, scene, [...entities].filter((n) => wanted.nodes.has(n)), 'accent')
    }
    if (pointed) drawPointed(pen, scene, pointed, ties?.has(Number(pointed.slice(1))) ?? false, room)
  }

  drawNames(scene: Scene, { entities }: Marked, room: Room): void {
    this.names.begin(scene.sheet)
    const { pen } = this.names
    const all = [...room.names.keys()]
    pen.globalAlpha = entities ? PALE_NAME : 1
    drawNames(pen, scene, room, entities ? all.filter((n) => !entities.has(n)) : all)
    pen.globalAlpha = 1
    if (!entities) return
    drawNames(pen, scene, room, all.filter((n) => entities.has(n)))
    drawSaid(pen, scene, room)
  }
}

/** A ring around a node, and its name where it found no room; a line anew with its words. */
function drawPointed(pen: CanvasRenderingContext2D, scene: Scene, id: string, chosen: boolean, room: Room): void {
  const n = Number(id.slice(1))
  const { boxes, wanted } = scene.geometry
  if (id.startsWith('n') && wanted.nodes.has(n)) {
    const box = boxes.get(n)
    drawNodes(pen, scene, [n], 'ink')
    if (box) drawBoxes(pen, [box], { ...scene.colours, accent: scene.colours.ink }, true)
    if (room.names.get(n) === null) drawNameOf(pen, scene, n)
  } else if (id.startsWith('t') && wanted.edges.has(n)) {
    drawLines(pen, { ...scene, lines: scene.lines.filter((one) => !one.alike && one.n === n) }, chosen)
    drawSaidOf(pen, scene, n)
  }
}
