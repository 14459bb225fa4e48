// Words on the map: names of marks, what ties say of a place, and of the ground the names of countries and towns.
import type { Feature, Point, Position } from 'geojson'

import { type Box, FONT, FONT_SIZE, LINE, type Labelled, placed, wrapped } from '../labels'
import type { Colour, Palette } from '../palette'
import type { Over, Size } from '../rest'
import type { At } from './hit'
import { radiusOf } from './icons'
import type { Marked } from './marked'

interface Word {
  readonly where: Position
  readonly text: string
  /** Times the usual size. */
  readonly size: number
  readonly half: number
  readonly sort: Labelled['sort']
  readonly colour: Colour
  readonly chosen: boolean
  readonly pale: boolean
  readonly ground: boolean
}
type Put = Word & { readonly box: Box }

const PALE = 0.45
/** Of so many names more have no room on any screen. */
const MOST = 400
const HALO = 3
/** Zoom from which countries of a rank have their names, and from which towns have. */
const COUNTRIES = [2, 2, 3, 4, 6, 9]
const TOWNS_FROM = 4
const TOWNS = [1, 3, 9]
const LARGEST_TOWNS = 6

export class Names {
  private puts: readonly Put[] = []
  private readonly pictures = new Map<string, HTMLCanvasElement>()
  private theme = ''

  constructor(
    private readonly over: Over,
    private readonly labels: readonly Feature[],
  ) {}

  /** Find room for all names; the boxes are kept from the points that they name. */
  place(marked: Marked, at: At, zoom: number, sheet: Size): void {
    const seen = ({ x, y }: Labelled) => x > 0 && y > 0 && x < sheet.width && y < sheet.height
    const words = [...ofMarks(marked), ...ofGround(this.labels, zoom)]
    const all = [...words.map((one, n) => labelled(one, n, at)), ...bare(marked, at, words.length)]
    const room = placed(all.filter(seen), [], sheet).names
    this.puts = words.flatMap((one, n): Put[] => {
      const box = room.get(n)
      const [x, y] = at(one.where)
      return box ? [{ ...one, box: [box[0] - x, box[1] - y, box[2] - x, box[3] - y] }] : []
    })
  }

  /** While time moves only the names of the ground are drawn. */
  draw(at: At, size: Size, colours: Palette, groundOnly: boolean): void {
    if (this.theme !== colours.theme) this.pictures.clear()
    this.theme = colours.theme
    const { width, height } = size
    this.over.begin(size)
    const { pen } = this.over
    for (const one of this.puts) {
      if (groundOnly && !one.ground) continue
      const [x, y] = at(one.where)
      const [left, top] = [Math.round(x + one.box[0]), Math.round(y + one.box[1])]
      if (left > width || top > height || x + one.box[2] < 0 || y + one.box[3] < 0) continue
      const picture = this.picture(one, colours)
      pen.globalAlpha = one.pale ? PALE : 1
      pen.drawImage(picture, left, top, picture.width / sharpness(), picture.height / sharpness())
    }
  }

  /** A name as a picture, since letters with a halo are slow to draw. */
  private picture(one: Put, colours: Palette): HTMLCanvasElement {
    const colour = colours[one.chosen ? 'accent' : one.colour]
    const key = `${one.size}/${colour}/${sharpness()}/${one.text}`
    let found = this.pictures.get(key)
    if (!found) this.pictures.set(key, (found = pictured(one, colour, colours['map-halo'])))
    return found
  }
}

function sharpness(): number {
  return devicePixelRatio || 1
}

function pictured({ text, size, box }: Put, colour: string, halo: string): HTMLCanvasElement {
  const [width, height] = [box[2] - box[0], box[3] - box[1]]
  const made = document.createElement('canvas')
  made.width = Math.ceil(width * sharpness())
  made.height = Math.ceil(height * sharpness())
  const pen = made.getContext('2d', { willReadFrequently: true })!
  pen.scale(sharpness(), sharpness())
  pen.font = `${FONT_SIZE * size}px ${FONT}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.lineJoin = 'round'
  pen.lineWidth = HALO
  pen.strokeStyle = halo
  pen.fillStyle = colour
  const lines = linesOf(text)
  const y = (k: number) => height / 2 + (k - (lines.length - 1) / 2) * LINE * size
  lines.forEach((line, k) => pen.strokeText(line, width / 2, y(k)))
  lines.forEach((line, k) => pen.fillText(line, width / 2, y(k)))
  return made
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((part) => wrapped(part).lines)
}

function labelled({ where, text, size, half, sort, chosen }: Word, n: number, at: At): Labelled {
  const [x, y] = at(where)
  const parts = text.split('\n').map(wrapped)
  const lines = parts.reduce((sum, one) => sum + one.lines.length, 0)
  return { n, x, y, half, width: Math.max(...parts.map((one) => one.width)) * size, height: (lines * LINE + 3) * size, always: false, first: chosen, sort }
}

/** Marks without a name are obstacles, too. */
function bare(marked: Marked, at: At, from: number): Labelled[] {
  return marked.spots.filter((one) => !one.properties!['name']).map((one, k) => {
    const [x, y] = at(spot(one))
    return { n: from + k, x, y, half: radiusOf(Number(one.properties!['total'])), width: 1e6, height: 1, always: false, first: false, sort: 'node' }
  })
}

function spot(one: Feature): Position {
  return (one.geometry as Point).coordinates
}

function ofMarks({ spots, tags }: Marked): Word[] {
  const said = tags.filter((one) => one.properties!['text']).map((one) => word(one, 'text', 'good', 'node', 9))
  const named = spots.filter((one) => one.properties!['name']).map((one) => word(one, 'name', 'ink', 'node', radiusOf(Number(one.properties!['total'])) + 2))
  const wide = tags.filter((one) => one.properties!['sort'] === 'area').map((one) => word(one, 'name', 'ink', 'box', 4))
  return [...sorted(said), ...sorted(named), ...sorted(wide)].sort((a, b) => Number(b.chosen) - Number(a.chosen)).slice(0, MOST)
}

type Weighed = Word & { readonly total: number }

function sorted(all: readonly Weighed[]): Weighed[] {
  return [...all].sort((a, b) => b.total - a.total)
}

function word(one: Feature, name: string, colour: Colour, sort: Labelled['sort'], half: number): Weighed {
  const said = one.properties!
  return {
    where: spot(one), text: String(said[name]), size: 1, half, sort, ground: false, total: Number(said['total'] ?? 0),
    colour: said['lost'] ? 'bad' : colour, chosen: Boolean(said['chosen']) && !said['lost'], pale: Boolean(said['pale']),
  }
}

function ofGround(labels: readonly Feature[], zoom: number): Word[] {
  const least = COUNTRIES[Math.min(COUNTRIES.length - 1, Math.max(0, Math.floor(zoom)))]!
  const country = (10 + 4 * Math.max(0, Math.min(1, (zoom - 1) / 5))) / FONT_SIZE
  const kept = (sort: string, most: number) => labels.filter(({ properties }) => properties!['sort'] === sort && Number(properties!['rank']) <= most)
  const of = (size: number) => (one: Feature): Word => ({ where: spot(one), text: String(one.properties!['name']), size, half: 0, sort: 'words', colour: 'map-label', chosen: false, pale: false, ground: true })
  const countries = kept('country', least).map(of(country))
  if (zoom < TOWNS_FROM) return countries
  const towns = TOWNS[Math.min(TOWNS.length - 1, Math.floor(Math.min(zoom, LARGEST_TOWNS)) - TOWNS_FROM)]!
  return [...countries, ...kept('capital', Infinity).map(of(1)), ...kept('city', towns).map(of(0.91))]
}
