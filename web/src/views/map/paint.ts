// The marks, drawn over the map: MapLibre would cut and place everything anew for each day and each selection.
import type { Feature, LineString, Point, Polygon, Position } from 'geojson'

import type { Drawn } from '../modality'
import type { Palette } from '../palette'
import { pixel } from './clusters'
import { PIXEL_RATIO, icon } from './icons'
import type { Marked } from './marked'
import type { Mark } from './marks'
import type { Over, Size } from '../rest'

/** Where the map is: the pixel of its upper left corner at its zoom. */
export interface View {
  readonly zoom: number
  readonly left: number
  readonly top: number
}

interface Said {
  readonly modality: Drawn
  readonly icon?: string
  readonly number?: string
  readonly reach?: number
  readonly radius?: number
  readonly subtle?: number
  readonly unsure?: number
  readonly chosen: number
  readonly pale: number
  readonly lost?: number
}

const FONT = '11px system-ui, "Noto Sans", sans-serif'
const FAR = 40
const RING = 26

export class Paint {
  private readonly icons = new Map<string, HTMLCanvasElement>()
  private theme = ''

  constructor(private readonly over: Over) {}

  /** @param ringed marks that are pointed at elsewhere. */
  draw(marked: Marked, view: View, size: Size, colours: Palette, ringed: readonly Mark[]): void {
    if (this.theme !== colours.theme) this.icons.clear()
    this.theme = colours.theme
    const { width, height } = size
    this.over.begin(size)
    const { pen } = this.over
    const at = ([lon, lat]: Position): [number, number] => {
      const [x, y] = pixel(lat!, lon!, view.zoom)
      return [x - view.left, y - view.top]
    }
    for (const one of byRadius(marked.areas)) drawArea(pen, one, at, colours)
    for (const one of marked.edges) drawLine(pen, one, at, colourOf(said(one), colours), [12, 0.16, 2])
    for (const one of marked.near) drawNear(pen, one, at, view.zoom, colours)
    for (const one of marked.ties) drawLine(pen, one, at, tieColour(said(one), colours), [0, 0, said(one).subtle ? 1 : 1.5])
    for (const one of byTotal(marked.spots)) {
      const [x, y] = at((one.geometry as Point).coordinates)
      if (x > -FAR && y > -FAR && x < width + FAR && y < height + FAR) this.drawSpot(one, x, y, colours)
    }
    pen.globalAlpha = 1
    pen.strokeStyle = colours.ink
    pen.lineWidth = 2
    for (const one of ringed) if (!one.line) ring(pen, ...at([one.lon, one.lat]))
  }

  private drawSpot(one: Feature, x: number, y: number, colours: Palette): void {
    const { pen } = this.over
    const what = said(one)
    const picture = this.icon(what.icon!, colours)
    const side = picture.width / PIXEL_RATIO
    pen.globalAlpha = what.pale ? 0.4 : 1
    pen.drawImage(picture, x - side / 2, y - side / 2, side, side)
    if (!what.number) return
    pen.globalAlpha = what.pale ? 0.6 : 1
    pen.font = FONT
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillStyle = colours.ink
    pen.fillText(what.number, x, y + 0.5)
  }

  private icon(name: string, colours: Palette): HTMLCanvasElement {
    let made = this.icons.get(name)
    if (made) return made
    made = document.createElement('canvas')
    const drawn = icon(name, colours)
    if (drawn) {
      made.width = drawn.width
      made.height = drawn.height
      made.getContext('2d')!.putImageData(drawn, 0, 0)
    }
    this.icons.set(name, made)
    return made
  }
}

function ring(pen: CanvasRenderingContext2D, x: number, y: number): void {
  pen.beginPath()
  pen.arc(x, y, RING, 0, 2 * Math.PI)
  pen.stroke()
}

function said(one: Feature): Said {
  return one.properties as Said
}

function colourOf(what: Said, colours: Palette): string {
  return what.lost ? colours.bad : what.chosen ? colours.accent : colours[what.modality]
}

function tieColour(what: Said, colours: Palette): string {
  return what.chosen ? colours.accent : what.subtle ? colours['ink-3'] : colours[what.modality]
}

function byRadius(all: readonly Feature[]): Feature[] {
  return [...all].sort((a, b) => (said(b).radius ?? 0) - (said(a).radius ?? 0))
}

function byTotal(all: readonly Feature[]): Feature[] {
  const weight = (one: Feature) => said(one).chosen * 1e6 + Number(one.properties!['total'])
  return [...all].sort((a, b) => weight(a) - weight(b))
}

type At = (p: Position) => [number, number]

/** An area up to that radius is tinted; a wider one less, since a river's thousand km would colour half of the map. */
const PLAIN_KM = 200

function drawArea(pen: CanvasRenderingContext2D, one: Feature, at: At, colours: Palette): void {
  const what = said(one)
  trace(pen, (one.geometry as Polygon).coordinates[0]!, at)
  pen.fillStyle = pen.strokeStyle = colourOf(what, colours)
  pen.globalAlpha = (what.pale ? 0.03 : 0.11) * Math.min(1, PLAIN_KM / (what.radius ?? PLAIN_KM))
  pen.fill()
  pen.globalAlpha = what.pale ? 0.3 : 0.9
  pen.lineWidth = what.chosen ? 2.5 : 1.4
  pen.setLineDash([5.6, 4.2])
  pen.stroke()
  pen.setLineDash([])
}

function drawNear(pen: CanvasRenderingContext2D, one: Feature, at: At, zoom: number, colours: Palette): void {
  const what = said(one)
  const [x, y] = at((one.geometry as Point).coordinates)
  pen.beginPath()
  pen.arc(x, y, Math.max(8, what.reach! * 2 ** zoom), 0, 2 * Math.PI)
  pen.fillStyle = pen.strokeStyle = colourOf(what, colours)
  pen.globalAlpha = what.pale ? 0.05 : 0.16
  pen.fill()
  pen.globalAlpha = what.pale ? 0.35 : 1
  pen.lineWidth = what.chosen ? 2.5 : 1.5
  pen.stroke()
}

/** A line, with a broad pale one under it where `under` says so: its width, its share of colour, and the width of the line. */
function drawLine(pen: CanvasRenderingContext2D, one: Feature, at: At, colour: string, [under, share, width]: readonly [number, number, number]): void {
  const what = said(one)
  trace(pen, (one.geometry as LineString).coordinates, at)
  pen.strokeStyle = colour
  if (under) {
    pen.globalAlpha = what.pale ? 0.05 : share
    pen.lineWidth = under
    pen.stroke()
  }
  pen.globalAlpha = what.pale ? 0.25 : 0.85
  pen.lineWidth = what.chosen ? width + 1 : width
  pen.setLineDash(under ? [8, 6] : what.unsure ? [3, 3] : [])
  pen.stroke()
  pen.setLineDash([])
}

function trace(pen: CanvasRenderingContext2D, line: readonly Position[], at: At): void {
  pen.beginPath()
  for (const [n, point] of line.entries()) {
    const [x, y] = at(point)
    if (n) pen.lineTo(x, y)
    else pen.moveTo(x, y)
  }
}
