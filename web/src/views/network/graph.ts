// The network itself: keeps Cytoscape at what is wanted. Time shows and hides; nothing moves.
import cytoscape, { type Core, type ElementDefinition, type NodeSingular, type EventObject } from 'cytoscape'

import type { Ready } from '../../world'
import type { Palette } from '../palette'
import { Rest } from '../rest'
import { bothWays, familyOf, lookOf, TIE_LOOKS } from './kinds'
import { FONT_SIZE, type Labelled, type Said, sides, wrapped } from './labels'
import { Draft } from './draft'
import { look } from './look'
import type { Places } from './places'
import { type Heard, type Marked, forestallStyle, nameless, nodeSide } from './told'
import type { Plan, Wanted } from './plan'
import { drawnAs } from '../modality'
import { labelOf } from '../../parts/labels'

const SIDES = 'below above right left below-right above-right below-left above-left none'
const LARGEST = 1.3
/** Of so many nodes and lines a selection is drawn plainly first. */
const MANY_DRAWN = 500

export class Graph {
  private readonly cy: Core
  private labelling: ReturnType<typeof setTimeout> | undefined
  private fitted = false
  /** Ids of what is drawn. */
  private live: ReadonlySet<string> = new Set()
  private readonly states = new Map<number, 'yes' | 'maybe'>()
  private sized = 0
  private marked: Marked = { entities: null, ties: null, itself: null }
  private readonly rest = new Rest()
  private readonly draft: Draft
  private moved: Wanted | null = null

  constructor(
    box: HTMLElement,
    readonly at: Ready,
    private readonly plan: Plan,
    private readonly places: Places,
    private colours: Palette,
    heard: Heard,
  ) {
    forestallStyle()
    this.draft = new Draft(box, at, places)
    this.cy = cytoscape({
      container: box, style: look(colours), layout: { name: 'preset' }, minZoom: 0.05, maxZoom: 3, boxSelectionEnabled: false, autoungrabify: true, selectionType: 'single',
    })
    this.cy.on('zoom resize', () => this.labelSoon())
    this.cy.on('viewport', () => this.rest.moving && this.sketch())
    this.cy.on('tap', 'node, edge', (event: EventObject) => heard.pick(event.target.id() as string))
    this.cy.on('mouseover', 'node, edge', ({ target, renderedPosition }: EventObject) => {
      box.style.cursor = 'pointer'
      heard.over(target.id() as string, renderedPosition.x, renderedPosition.y)
    })
    this.cy.on('mouseout', 'node, edge', () => {
      box.style.cursor = ''
      heard.over(null, 0, 0)
    })
  }

  close(): void {
    clearTimeout(this.labelling)
    this.rest.stop()
    this.draft.over.canvas.remove()
    this.cy.destroy()
  }

  /** Something moves: drawn plainly, without names, until it rests. */
  move(wanted: Wanted): void {
    this.moved = wanted
    this.rest.move(() => this.settle())
    this.sketch()
  }

  private settle(): void {
    if (this.moved) this.show(this.moved)
    this.toneAll()
    clearTimeout(this.labelling)
    this.label()
    this.cy.one('render', () => this.rest.moving || this.draft.over.hide())
  }

  private sketch(): void {
    if (this.moved) this.draft.draw(this.moved, this.marked, { zoom: this.cy.zoom(), ...this.cy.pan() }, this.colours)
  }

  paint(colours: Palette): void {
    this.colours = colours
    this.cy.style(look(colours))
    this.sized = 0
    this.label()
  }

  fit(): void {
    this.cy.resize()
    this.cy.fit(this.cy.elements().not('.off'), 34)
    if (this.cy.zoom() > 1.5) {
      this.cy.zoom(1.5)
      this.cy.center(this.cy.elements().not('.off'))
    }
    this.labelSoon()
  }

  zoom(by: number): void {
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } })
  }

  /** Bring an entity or tie into sight when it is not. */
  reveal(id: string): void {
    const one = this.cy.getElementById(id)
    if (one.empty() || one.hasClass('off')) return
    const { x1, y1, x2, y2 } = one.renderedBoundingBox({})
    if (x2 < 0 || y2 < 0 || x1 > this.cy.width() || y1 > this.cy.height()) this.cy.center(one)
  }

  show(wanted: Wanted): void {
    this.moved = wanted
    const alike = [...this.plan.lookalikes.entries()].filter(([, [a, b]]) => wanted.nodes.has(a) && wanted.nodes.has(b))
    const ids = new Set([...[...wanted.nodes].map((n) => `n${n}`), ...[...wanted.edges.keys()].map((t) => `t${t}`), ...alike.map(([n]) => `l${n}`)])
    this.cy.batch(() => {
      for (const id of this.live) if (!ids.has(id)) this.cy.getElementById(id).addClass('off')
      for (const n of wanted.nodes) if (!this.live.has(`n${n}`)) this.addNode(n)
      this.boxes(wanted)
      for (const [tie, state] of wanted.edges) {
        if (!this.live.has(`t${tie}`)) this.addTie(tie)
        if (this.states.get(tie) !== state) this.cy.getElementById(`t${tie}`).toggleClass('maybe', state === 'maybe')
        this.states.set(tie, state)
      }
      for (const [n, [a, b]] of alike) if (!this.live.has(`l${n}`)) this.addAlike(n, a, b)
      for (const id of ids) if (!this.live.has(id)) this.tone(id)
    })
    this.live = ids
    if (!this.fitted && wanted.nodes.size) {
      this.fitted = true
      this.fit()
    }
    this.labelSoon()
  }

  mark(marked: Marked): void {
    this.marked = marked
    if (this.moved && (this.rest.moving || this.live.size > MANY_DRAWN)) return this.move(this.moved)
    this.toneAll()
    this.labelSoon()
  }

  private toneAll(): void {
    this.cy.batch(() => {
      for (const id of this.live) this.tone(id)
    })
  }

  private tone(id: string): void {
    const { entities, ties } = this.marked
    const one = this.cy.getElementById(id)
    const chosen = (id.startsWith('n') ? entities : id.startsWith('t') ? ties : null)?.has(Number(id.slice(1))) ?? false
    const pale = entities !== null && !chosen
    if (one.hasClass('chosen') !== chosen) one.toggleClass('chosen', chosen)
    if (one.hasClass('pale') !== pale) one.toggleClass('pale', pale)
  }

  over(id: string | null): void {
    this.cy.elements('.over').removeClass('over')
    if (id) this.cy.getElementById(id).addClass('over')
  }

  private add(one: ElementDefinition): void {
    const there = this.cy.getElementById(one.data.id!)
    if (there.nonempty()) there.removeClass('off')
    else {
      this.cy.add(one)
      this.sized = 0
    }
  }

  private addNode(n: number): void {
    const { entities } = this.at.world
    const { shape, family } = lookOf(entities.kind[n]!, entities.place[n]!)
    const badge = this.plan.confusable.has(n)
    const [x, y] = this.places.of(n)
    const label = `${badge ? '≠\u00a0' : ''}${wrapped(entities.name[n]!).text}`
    this.add({ group: 'nodes', data: { id: `n${n}`, label, shape }, classes: `${family}${badge ? ' confusable' : ''}`, position: { x, y } })
  }

  /** Who lies in a box now; a box that lost all its members is a node again, at its own place. */
  private boxes(wanted: Wanted): void {
    for (const n of this.plan.umbrella.keys()) {
      const node = this.cy.getElementById(`n${n}`)
      if (node.empty()) continue
      const whole = wanted.boxes.get(n)
      const parent = whole === undefined ? null : `n${whole}`
      const before = node.data('parent') as string | undefined
      if ((before ?? null) === parent) continue
      node.move({ parent })
      this.sized = 0
      if (before && this.cy.getElementById(before).isChildless()) this.home(before)
    }
  }

  private home(id: string): void {
    const [x, y] = this.places.of(Number(id.slice(1)))
    this.cy.getElementById(id).position({ x, y })
  }

  private addTie(tie: number): void {
    const { ties } = this.at.world
    const predicate = ties.predicate[tie]!
    const family = familyOf(predicate)
    const said = drawnAs(ties.modality[tie]!)
    this.add({
      group: 'edges',
      data: { id: `t${tie}`, source: `n${ties.subject[tie]}`, target: `n${ties.object[tie]}`, label: wrapped(`${said === 'negated' ? 'denied: ' : ''}${labelOf('predicate', predicate)}`).text, arrow: TIE_LOOKS[family].arrow },
      classes: [family, bothWays(predicate) ? 'both' : '', said === 'negated' ? 'negated' : said === 'asserted' ? '' : 'hedged', ties.conflicts[tie] ? 'clash' : ''].join(' '),
    })
  }

  private addAlike(n: number, a: number, b: number): void {
    this.add({ group: 'edges', data: { id: `l${n}`, source: `n${a}`, target: `n${b}`, label: 'easily taken for each other' }, classes: 'alike' })
  }

  private labelSoon(): void {
    clearTimeout(this.labelling)
    this.labelling = setTimeout(() => this.label(), 90)
  }

  /** Names of one size on the screen, each where it lies on no other; the most tied choose first. */
  private label(): void {
    const zoom = this.cy.zoom()
    const size = zoom < LARGEST ? 1 : zoom / LARGEST
    const nodes = this.cy.nodes().filter((one) => !one.hasClass('off'))
    const all: NodeSingular[] = []
    nodes.forEach((one) => void all.push(one))
    const first = (one: NodeSingular) => Number(one.hasClass('chosen')) * 1e6 + Number(one.isParent()) * 1e5 + this.plan.degree[Number(one.id().slice(1))]!
    all.sort((a, b) => first(b) - first(a))
    const found = sides(all.map((one) => this.labelled(one, size, zoom)), this.said(size), { width: this.cy.width(), height: this.cy.height() })
    this.cy.batch(() => {
      if (this.sized !== size / zoom) this.scale(size, zoom)
      this.cy.edges().forEach((one) => {
        const width = (one.hasClass('alike') ? 1 : one.hasClass('chosen') ? 3 : 1.6) * Math.max(1, 0.7 / zoom)
        if (one.data('width') !== width) one.data('width', width).style('width', width)
      })
      this.sized = size / zoom
      nameless.value = [...found.nodes.values()].filter((side) => side === 'none').length
      for (const [id, side] of found.nodes) {
        const one = this.cy.getElementById(id)
        if (!one.hasClass(side)) one.removeClass(SIDES).addClass(side)
      }
      this.cy.edges('.said').forEach((one) => void (found.said.has(one.id()) || one.removeClass('said')))
      for (const id of found.said) this.cy.getElementById(id).addClass('said')
    })
  }

  /** However far off, names and nodes stay large enough to read and to hit. */
  private scale(size: number, zoom: number): void {
    this.cy.elements().style({ 'font-size': (FONT_SIZE * size) / zoom, 'text-background-padding': `${1 / zoom}px` } as never)
    const side = nodeSide(zoom)
    this.cy.nodes().forEach((one) => void (one.isParent() ? one.removeStyle('width height') : one.style({ width: side, height: side })))
  }

  /** What the ties of the selection say. */
  private said(size: number): Said[] {
    const out: Said[] = []
    this.cy.edges('.chosen').forEach((one) => {
      if (one.hasClass('off')) return
      const { x, y } = one.renderedMidpoint()
      const label = wrapped(String(one.data('label')).replace(/[\u2068\u2069]/g, ''))
      out.push({ id: one.id(), x, y, label: { ...label, width: label.width * size, height: label.height * size } })
    })
    return out
  }

  private labelled(one: NodeSingular, size: number, zoom: number): Labelled {
    const { x, y } = one.renderedPosition()
    const { text, width, height } = wrapped(this.at.world.entities.name[Number(one.id().slice(1))]!)
    const box = one.isParent()
    const label = { text, width: (width * (box ? 1.1 : 1) + (one.hasClass('confusable') ? 16 : 0)) * size, height: height * size }
    const half = box ? one.renderedOuterHeight() / 2 : (nodeSide(zoom) * zoom) / 2 + 1
    return { id: one.id(), x, y, half, label, always: one.id() === this.marked.itself, first: one.hasClass('chosen'), box }
  }
}
