// The map itself: keeps MapLibre at what the page's signals say, and tells what the pointer is on.
import { effect } from '@preact/signals'
import { type GeoJSONSource, Map as Sheet, ScaleControl, type MapLayerMouseEvent, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

import { palette } from '../palette'
import { Rest } from '../rest'
import type { Point } from 'geojson'
import { type Cluster, LAST_CLUSTERED, clustersAt } from './clusters'
import { Draft } from './draft'
import { type Scene, bounds } from './features'
import { type Ground, collect } from './ground'
import { PIXEL_RATIO, icon } from './icons'
import { LIVE, type Source, styleOf } from './layers'
import { DRAFTED, type Marked, NOTHING, markedOf } from './marked'
import { type Marks, standsOut } from './marks'
import { type TiesShown } from './ties'
import { asOf, book, reached, selected, shownTies, touched } from '../../state'
import { counted } from './counted'

setWorkerUrl(workerUrl)

export interface Pointed {
  readonly x: number
  readonly y: number
  readonly marks: readonly number[]
  readonly tie: number | null
}

export interface Heard {
  point(where: Pointed | null): void
  pick(where: Pointed): void
}

const MARGIN = 48
/** Of so many marks a selection is drawn plainly first. */
const MANY = 500
/** A zoom that there is not. */
const BEYOND = 30

export class Chart {
  private readonly sheet: Sheet
  private readonly stops: (() => void)[] = []
  private clusters: { marks: Marks; zoom: number; found: Cluster[] } | null = null
  private fitted: Marks | null = null
  private loaded = false
  private readonly filled = new Set<Source>()
  private waiting = 0
  private readonly draft: Draft
  /** What is drawn plainly while time moves. */
  private marked: Marked = NOTHING
  private readonly rest = new Rest()
  private veiled = false

  constructor(
    box: HTMLElement,
    private readonly ground: Ground,
    private readonly heard: Heard,
    private readonly ties: { readonly value: TiesShown },
  ) {
    this.sheet = new Sheet({
      container: box, style: styleOf(ground, palette.value), attributionControl: false, renderWorldCopies: false, maxZoom: 11,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0, center: [40, 30], zoom: 2,
      locale: { 'Map.Title': 'Map. Arrow keys move it, plus and minus change its scale.' },
    })
    this.draft = new Draft(box)
    this.sheet.touchZoomRotate.disableRotation()
    this.sheet.keyboard.disableRotation()
    this.sheet.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-right')
    this.sheet.setMissingStyleImageResolver((id) => this.addIcon(id))
    this.sheet.on('zoomend', () => this.later())
    this.sheet.on('load', () => this.begin())
    this.sheet.on('move', () => this.draft.over.shown && this.sketch())
    this.sheet.on('idle', () => !this.rest.moving && this.draft.over.hide())
    this.listen()
  }

  close(): void {
    for (const stop of this.stops) stop()
    cancelAnimationFrame(this.waiting)
    this.rest.stop()
    this.sheet.remove()
  }

  zoom(by: number): void {
    this.sheet.zoomTo(this.sheet.getZoom() + by)
  }

  /** Show what is shown, or every place of the book. */
  fit(what: 'shown' | 'all'): void {
    const now = counted.value
    if (now) this.fitTo(now.marks.marks.flatMap((_, n) => (what === 'all' || now.counts.total[n] ? [n] : [])))
  }

  fitTo(which: readonly number[]): void {
    const now = counted.value
    const box = now && bounds(now.marks.marks, which)
    if (!box) return
    const { clientWidth, clientHeight } = this.sheet.getContainer()
    const padding = Math.min(MARGIN, clientWidth / 6, clientHeight / 6)
    this.sheet.fitBounds(box, { padding, maxZoom: 8, animate: this.loaded && this.fitted !== null, duration: 400 })
  }

  /** Go to some marks when none of them is in sight. */
  reveal(which: readonly number[]): void {
    const now = counted.value
    if (!now || !which.length || !this.loaded) return
    const sight = this.sheet.getBounds()
    if (!which.some((n) => sight.contains([now.marks.marks[n]!.lon, now.marks.marks[n]!.lat]))) this.fitTo(which)
  }

  /** A cluster is opened by going nearer; false when its places lie on one another. */
  open(which: readonly number[]): boolean {
    const now = counted.value
    if (!now || this.sheet.getZoom() >= LAST_CLUSTERED + 0.5) return false
    const before = this.sheet.getZoom()
    const box = bounds(now.marks.marks, which)
    if (!box) return false
    const camera = this.sheet.cameraForBounds(box, { padding: MARGIN, maxZoom: LAST_CLUSTERED + 1 })
    this.sheet.easeTo({ ...camera, zoom: Math.max(before + 1, Math.min(camera?.zoom ?? 0, LAST_CLUSTERED + 1)), duration: 400 })
    return true
  }

  /** A circle around the places that are hovered elsewhere. */
  ring(which: readonly number[]): void {
    const marks = counted.value?.marks.marks
    if (!this.loaded || !marks) return
    this.put('ring', which.flatMap((n) => {
      const one = marks[n]
      return one && !one.line ? [{ type: 'Feature' as const, properties: { radius: 26 }, geometry: { type: 'Point' as const, coordinates: [one.lon, one.lat] } }] : []
    }))
  }

  private begin(): void {
    this.loaded = true
    let theme = palette.value
    let [day, one] = [asOf.value, selected.value]
    this.stops.push(
      effect(() => {
        if (palette.value !== theme) this.paint()
        theme = palette.value
      }),
      effect(() => {
        void [counted.value, shownTies.value, touched.value, selected.value, reached.value, this.ties.value]
        const many = (counted.value?.marks.marks.length ?? 0) > MANY
        if (day !== asOf.value || (many && one !== selected.value)) this.move()
        ;[day, one] = [asOf.value, selected.value]
        this.later()
      }),
    )
  }

  private move(): void {
    if (!this.rest.moving) this.veil(true)
    this.rest.move(() => this.later())
  }

  /** Take the marks off the map, or put them back, with one drawing of it: sources that are emptied make it draw many times. */
  private veil(on: boolean): void {
    this.veiled = on
    for (const id of this.sheet.getLayersOrder()) {
      const layer = this.sheet.getLayer(id)
      if (layer && DRAFTED.includes(layer.source)) layer.minzoom = on ? BEYOND : 0
    }
    this.sheet.triggerRepaint()
  }

  private sketch(): void {
    const zoom = this.sheet.getZoom()
    const middle = 256 * 2 ** zoom
    const { x, y } = this.sheet.project([0, 0])
    this.draft.draw(this.marked, { zoom, left: middle - x, top: middle - y }, palette.value)
  }

  private paint(): void {
    this.filled.clear()
    this.sheet.setStyle(styleOf(this.ground, palette.value), { diff: false })
    this.sheet.once('styledata', () => this.later())
  }

  /** Draw with the next frame; many changes at once are drawn once. */
  private later(): void {
    cancelAnimationFrame(this.waiting)
    this.waiting = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    const at = book.value
    const now = counted.value
    if (!at || !now || !this.sheet.getSource('spots')) return
    const one = selected.value
    const chosen = one?.sort === 'entity' ? (at.entityAt.get(one.id) ?? -1) : -1
    const reach = reached.value
    const scene: Scene = { at, ...now, clusters: this.clustersNow(now.marks), selecting: reach !== null || standsOut(now.marks, now.counts, chosen), chosen, colours: palette.value, reach }
    this.marked = markedOf(scene, { shown: shownTies.value, touched: touched.value?.ties ?? null, wanted: this.ties.value })
    this.sheet.getContainer().removeAttribute('aria-busy')
    if (this.rest.moving) return this.sketch()
    if (this.veiled) this.veil(false)
    this.fill(this.marked)
    if (this.fitted?.of !== now.marks.of) {
      if (this.fitted === null) this.fit('shown')
      this.fitted = now.marks
    }
  }

  private fill(marked: Marked): void {
    for (const [name, features] of Object.entries(marked)) this.put(name as keyof Marked, features)
  }

  private put(source: Source, features: GeoJSON.Feature[]): void {
    if (!features.length && !this.filled.has(source)) return
    this.filled.add(source)
    if (!features.length) this.filled.delete(source)
    void this.sheet.getSource<GeoJSONSource>(source)?.setData(collect(features))
  }

  private clustersNow(marks: Marks): Cluster[] {
    const zoom = Math.min(LAST_CLUSTERED, Math.floor(this.sheet.getZoom()))
    if (this.clusters?.zoom !== zoom || this.clusters.marks !== marks) this.clusters = { marks, zoom, found: clustersAt(marks.marks, zoom) }
    return this.clusters.found
  }

  private addIcon(id: string): void {
    const made = icon(id, palette.value)
    if (made && !this.sheet.hasImage(id)) this.sheet.addImage(id, made, { pixelRatio: PIXEL_RATIO })
  }

  private listen(): void {
    this.sheet.on('mousemove', (event) => {
      const found = this.under(event)
      this.sheet.getCanvas().style.cursor = found ? 'pointer' : ''
      this.heard.point(found)
    })
    this.sheet.on('mouseout', () => this.heard.point(null))
    this.sheet.on('movestart', () => this.heard.point(null))
    this.sheet.on('click', (event) => {
      const found = this.under(event)
      if (found) this.heard.pick(found)
    })
  }

  /** What lies topmost under the pointer; of areas the smallest. */
  private under(event: MapMouseEvent | MapLayerMouseEvent): Pointed | null {
    if (!this.loaded || this.rest.moving) return null
    const live = LIVE.filter((id) => this.sheet.getLayer(id))
    const hits = this.sheet.queryRenderedFeatures(event.point, { layers: live })
    hits.sort((a, b) => live.indexOf(a.layer.id) - live.indexOf(b.layer.id) || size(a) - size(b))
    const hit = hits[0]
    if (!hit) return null
    const { x, y } = hit.geometry.type === 'Point' ? this.sheet.project((hit.geometry as Point).coordinates as [number, number]) : event.point
    const marks = String(hit.properties['marks'] ?? '').split(' ').filter(Boolean).map(Number)
    return { x, y, marks, tie: typeof hit.properties['tie'] === 'number' ? hit.properties['tie'] : null }
  }
}

function size(hit: { readonly properties: Record<string, unknown> }): number {
  return Number(hit.properties['radius'] ?? 0)
}

