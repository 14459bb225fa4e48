// The network itself: what is drawn now, from where it is looked at, and what hands do to it. Time shows and hides; nothing moves.
import type { Ready } from '../../world'
import type { Palette } from '../palette'
import { Rest, type Size } from '../rest'
import { Geometry, type Line, type View, along, linesOf } from './geometry'
import { type Handled, Hands } from './hands'
import { Under } from './hit'
import { Layers } from './layers'
import { NO_ROOM, type Room, roomOf } from './names'
import { next } from './next'
import type { Scene } from './paint'
import type { Places } from './places'
import type { Plan, Wanted } from './plan'
import { type Heard, type Marked, nameless } from './told'

const NEAREST = 3
const FARTHEST = 0.05
/** A network that fits is not made larger than this. */
const LARGEST_FIT = 1.5
const MARGIN = 40
const LABELS_AFTER = 90
const BY_KEY = 60
const KEY_ZOOM = 1.35

/** From where a drawing was looked at. */
export interface Seen {
  readonly view: View
  readonly sheet: Size
}

export class Graph implements Handled {
  private readonly layers: Layers
  private readonly hands: Hands
  private readonly sized: ResizeObserver
  private readonly rest = new Rest()
  private readonly dirty = { all: false, chosen: false, names: false, room: false }
  private frame = 0
  private labelling: ReturnType<typeof setTimeout> | undefined
  private view: View = { zoom: 1, x: 0, y: 0 }
  private sheet: Size = { width: 0, height: 0 }
  private fitted = false
  private wanted: Wanted | null = null
  private lines: readonly Line[] = []
  private scene: Scene | null = null
  private under: Under | null = null
  private room: Room = NO_ROOM
  private marked: Marked = { entities: null, ties: null, itself: null }
  private pointed: string | null = null

  constructor(
    private readonly box: HTMLElement,
    readonly at: Ready,
    private readonly plan: Plan,
    private readonly places: Places,
    private colours: Palette,
    private readonly heard: Heard,
    /** From where the same was looked at before the book grew. */
    private readonly before: Seen | null = null,
  ) {
    this.layers = new Layers(box)
    this.hands = new Hands(box, this)
    this.sized = new ResizeObserver(() => this.resize())
    this.sized.observe(box)
  }

  close(): void {
    clearTimeout(this.labelling)
    cancelAnimationFrame(this.frame)
    this.rest.stop()
    this.sized.disconnect()
    this.hands.close()
    this.layers.close()
  }

  get seen(): Seen | null {
    return this.fitted ? { view: this.view, sheet: this.sheet } : null
  }

  // --- what is drawn

  show(wanted: Wanted): void {
    this.wanted = wanted
    this.lines = linesOf(this.at, this.plan, wanted)
    if (!this.fitted) this.fit()
    this.relabel()
    this.draw(true, true)
  }

  /** Time moves: names stay where they are until it rests. */
  move(wanted: Wanted): void {
    this.wanted = wanted
    this.lines = linesOf(this.at, this.plan, wanted)
    this.rest.move(() => this.settle())
    this.draw(true, true)
  }

  private settle(): void {
    this.relabel()
    this.draw(true, true)
  }

  mark(marked: Marked): void {
    this.marked = marked
    this.layers.pale(marked.entities !== null)
    this.relabel()
    this.draw(false, true)
  }

  paint(colours: Palette): void {
    this.colours = colours
    this.draw(true, true)
  }

  /** A ring around a node, the words of a line. */
  over(id: string | null): void {
    if (this.pointed === id) return
    this.pointed = id
    this.draw(false, false)
  }

  // --- where it is looked at

  fit(): void {
    const around = this.geometry({ zoom: 1, x: 0, y: 0 })?.bounds()
    const { width, height } = this.sheet
    if (!around || !width || !height) return
    const again = !this.fitted && this.before?.sheet.width === width && this.before.sheet.height === height
    this.fitted = true
    if (again) return this.look(this.before!.view)
    const [left, top, right, bottom] = around
    const room = Math.min((width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (bottom - top))
    const zoom = Math.max(FARTHEST, Math.min(LARGEST_FIT, room))
    this.look({ zoom, x: width / 2 - (zoom * (left + right)) / 2, y: height / 2 - (zoom * (top + bottom)) / 2 })
  }

  zoom(by: number): void {
    this.zoomAt(by, this.sheet.width / 2, this.sheet.height / 2)
  }

  zoomAt(by: number, x: number, y: number): void {
    const before = this.view
    const zoom = Math.max(FARTHEST, Math.min(NEAREST, before.zoom * by))
    const share = zoom / before.zoom
    this.look({ zoom, x: x - (x - before.x) * share, y: y - (y - before.y) * share })
  }

  pan(dx: number, dy: number): void {
    this.box.style.cursor = 'grabbing'
    this.look({ ...this.view, x: this.view.x + dx, y: this.view.y + dy })
  }

  /** Bring a node or line into sight when it is not. */
  reveal(id: string): void {
    const spot = this.spotOf(id)
    if (!spot) return
    const { width, height } = this.sheet
    const [x, y] = spot
    if (x < 0 || y < 0 || x > width || y > height) this.look({ ...this.view, x: this.view.x + width / 2 - x, y: this.view.y + height / 2 - y })
  }

  private look(view: View): void {
    this.view = view
    this.heard.over(null, 0, 0)
    this.draw(true, true)
    clearTimeout(this.labelling)
    this.labelling = setTimeout(() => this.relabel(), LABELS_AFTER)
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.box
    if (width === this.sheet.width && height === this.sheet.height) return
    const before = this.sheet
    this.sheet = { width, height }
    if (!width || !height) return
    if (this.fitted && before.width) this.look({ ...this.view, x: this.view.x + (width - before.width) / 2, y: this.view.y + (height - before.height) / 2 })
    else this.fit()
    this.paintNow()
  }

  // --- hands

  point(x: number, y: number): void {
    const id = this.hit(x, y)
    this.box.style.cursor = id ? 'pointer' : ''
    this.heard.over(id, x, y)
  }

  leave(): void {
    this.heard.over(null, 0, 0)
  }

  tap(x: number, y: number): void {
    const id = this.hit(x, y)
    this.box.style.cursor = id ? 'pointer' : ''
    if (id) this.heard.pick(id)
  }

  press(key: string): boolean {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key.replace('Shift+', '')] as [number, number] | undefined
    if (way && key.startsWith('Shift+')) this.look({ ...this.view, x: this.view.x - way[0] * BY_KEY, y: this.view.y - way[1] * BY_KEY })
    else if (way) this.step(way)
    else if (key === '+' || key === '=') this.zoom(KEY_ZOOM)
    else if (key === '-') this.zoom(1 / KEY_ZOOM)
    else if (key === '0') this.fit()
    else if ((key === 'Enter' || key === ' ') && this.pointed) this.heard.pick(this.pointed)
    else return false
    return true
  }

  /** To the next node that way, from the one pointed at, else the selected one, else from the middle. */
  private step(way: readonly [number, number]): void {
    const geometry = this.geometry(this.view)
    if (!geometry) return
    const from = [this.pointed, this.marked.itself].find((id) => id?.startsWith('n') && geometry.wanted.nodes.has(Number(id.slice(1))))
    const found = next(geometry, from ? Number(from.slice(1)) : null, way, [this.sheet.width / 2, this.sheet.height / 2])
    if (found === null) return
    this.reveal(`n${found}`)
    this.heard.over(`n${found}`, ...this.spotOf(`n${found}`)!, true)
  }

  private hit(x: number, y: number): string | null {
    const scene = this.sceneNow()
    if (!scene) return null
    this.under ??= new Under(scene.geometry, scene.lines)
    return this.under.at(x, y)
  }

  /** Where a thing is drawn, in pixels; null when it is not. */
  spotOf(id: string): readonly [number, number] | null {
    const geometry = this.geometry(this.view)
    const n = Number(id.slice(1))
    if (!geometry) return null
    if (id.startsWith('n')) return geometry.wanted.nodes.has(n) ? geometry.middle(n) : null
    const line = this.lines.find((one) => one.n === n && one.alike === id.startsWith('l'))
    return line ? along(geometry.follow(line), 0.5) : null
  }

  // --- drawing, with the next frame; many changes at once are drawn once

  private draw(all: boolean, names: boolean): void {
    if (all) this.scene = this.under = null
    this.dirty.all ||= all
    this.dirty.names ||= names
    this.dirty.chosen = true
    if (!this.frame) this.frame = requestAnimationFrame(() => this.paintNow())
  }

  private paintNow(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
    if (!this.sheet.width || !this.sheet.height) return
    const scene = this.sceneNow()
    if (!scene) return
    if (this.dirty.room) this.label(scene)
    if (this.dirty.all) this.layers.drawAll(scene)
    if (this.dirty.chosen) this.layers.drawChosen(scene, this.marked, this.pointed, this.room)
    if (this.dirty.names) this.layers.drawNames(scene, this.marked, this.room)
    this.dirty.all = this.dirty.chosen = this.dirty.names = this.dirty.room = false
  }

  // --- names

  /** Names find their room with the next drawing; while time moves they wait until it rests. */
  private relabel(): void {
    if (this.rest.moving) return
    this.dirty.room = true
    this.draw(false, true)
  }

  private label(scene: Scene): void {
    this.room = roomOf(scene, this.plan.degree, this.marked)
    nameless.value = [...this.room.names.values()].filter((box) => box === null).length
  }

  private geometry(view: View): Geometry | null {
    if (view === this.view && this.scene) return this.scene.geometry
    return this.wanted && new Geometry(this.at, this.places, this.wanted, view)
  }

  private sceneNow(): Scene | null {
    if (this.scene) return this.scene
    const geometry = this.geometry(this.view)
    if (!geometry) return null
    const { at, lines, colours, sheet } = this
    this.scene = { at, geometry, lines, confusable: this.plan.confusable, colours, sheet, moving: this.rest.moving }
    return this.scene
  }
}
