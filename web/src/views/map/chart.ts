// The map itself: MapLibre draws its ground, canvases over it the marks and their names as the page's signals say; tells what the pointer is on.
import { effect } from '@preact/signals'
import { Map as Sheet, ScaleControl, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

import { palette } from '../palette'
import { Over, Rest, type Size } from '../rest'
import { type Cluster, LAST_CLUSTERED, clustersAt, pixel } from './clusters'
import { type Scene, bounds } from './features'
import type { Ground } from './ground'
import { type At, hitOf } from './hit'
import { styleOf } from './layers'
import { type Marked, NOTHING, markedOf } from './marked'
import { type Marks, standsOut } from './marks'
import { Names } from './names'
import { Paint, type View } from './paint'
import type { TiesShown } from './ties'
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
export class Chart {
  private readonly sheet: Sheet
  private readonly stops: (() => void)[] = []
  private clusters: { marks: Marks; zoom: number; found: Cluster[] } | null = null
  private fitted: Marks | null = null
  private waiting = 0
  private stale = { marks: false, names: false }
  private readonly marks: Paint
  private readonly names: Names
  /** What is drawn. */
  private marked: Marked = NOTHING
  private ringed: readonly number[] = []
  private loaded = false
  /** What the names were drawn for. */
  private named = ''
  private size: Size
  private readonly rest = new Rest()

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
    this.sheet.touchZoomRotate.disableRotation()
    this.sheet.keyboard.disableRotation()
    this.sheet.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-right')
    this.size = sizeOf(box)
    this.marks = new Paint(new Over(box))
    this.names = new Names(new Over(box), ground.labels.features)
    this.sheet.on('load', () => {
      this.loaded = true
      this.later(true)
    })
    this.sheet.on('move', () => this.draw())
    this.sheet.on('moveend', () => this.later(true))
    this.sheet.on('resize', () => {
      this.size = sizeOf(box)
      this.later(true)
    })
    this.listen()
    this.begin()
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

  fitTo(which: readonly number[], animate = this.fitted !== null): void {
    const now = counted.value
    const box = now && bounds(now.marks.marks, which)
    if (!box) return
    const { width, height } = this.size
    const padding = Math.min(MARGIN, width / 6, height / 6)
    this.sheet.fitBounds(box, { padding, maxZoom: 8, animate, duration: 400 })
  }

  /** Go to some marks when none of them is in sight. */
  reveal(which: readonly number[]): void {
    const now = counted.value
    if (!now || !which.length) return
    const sight = this.sheet.getBounds()
    if (!which.some((n) => sight.contains([now.marks.marks[n]!.lon, now.marks.marks[n]!.lat]))) this.fitTo(which, false)
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
    if (!which.length && !this.ringed.length) return
    this.ringed = which
    this.later(false)
  }

  private begin(): void {
    let theme = palette.value
    let day = asOf.value
    this.stops.push(
      effect(() => {
        if (palette.value !== theme) this.sheet.setStyle(styleOf(this.ground, palette.value), { diff: false })
        theme = palette.value
        this.later(true)
      }),
      effect(() => {
        void [counted.value, shownTies.value, touched.value, selected.value, reached.value, this.ties.value]
        if (day !== asOf.value) this.rest.move(() => this.later(true))
        day = asOf.value
        this.later(true)
      }),
    )
  }

  /** Draw with the next frame; many changes at once are drawn once. */
  private later(marks: boolean): void {
    this.stale.marks ||= marks
    this.stale.names ||= marks
    if (!this.waiting) this.waiting = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    cancelAnimationFrame(this.waiting)
    this.waiting = 0
    if (this.stale.marks) this.scene()
    const view = this.view()
    const at = atOf(view)
    this.marks.draw(this.marked, view, this.size, palette.value, this.ringed.flatMap((n) => counted.value?.marks.marks[n] ?? []))
    this.drawNames(view, at)
  }

  /** Names stay while only the day moves; then those of marks are left out. */
  private drawNames(view: View, at: At): void {
    const { moving } = this.rest
    const place = this.stale.names && !moving && !this.sheet.isMoving()
    if (place) this.names.place(this.marked, at, view.zoom, this.size)
    if (place) this.stale.names = false
    const key = [view.zoom, view.left, view.top, this.size.width, this.size.height, moving, palette.value.theme].join()
    if (place || key !== this.named) this.names.draw(at, this.size, palette.value, moving)
    this.named = key
  }

  /** What is marked now; the first time the map goes there. */
  private scene(): void {
    const at = book.value
    const now = counted.value
    if (!at || !now) return
    this.stale.marks = false
    if (this.fitted?.of !== now.marks.of) {
      if (this.fitted === null) this.fit('shown')
      this.fitted = now.marks
    }
    const one = selected.value
    const chosen = one?.sort === 'entity' ? (at.entityAt.get(one.id) ?? -1) : -1
    const reach = reached.value
    const scene: Scene = { at, ...now, clusters: this.clustersNow(now.marks), selecting: reach !== null || standsOut(now.marks, now.counts, chosen), chosen, colours: palette.value, reach }
    this.marked = markedOf(scene, { shown: shownTies.value, touched: touched.value?.ties ?? null, wanted: this.ties.value })
    if (this.loaded) this.sheet.getContainer().removeAttribute('aria-busy')
  }

  private view(): View {
    const zoom = this.sheet.getZoom()
    const middle = 256 * 2 ** zoom
    const { x, y } = this.sheet.project([0, 0])
    return { zoom, left: middle - x, top: middle - y }
  }

  private clustersNow(marks: Marks): Cluster[] {
    const zoom = Math.min(LAST_CLUSTERED, Math.floor(this.sheet.getZoom()))
    if (this.clusters?.zoom !== zoom || this.clusters.marks !== marks) this.clusters = { marks, zoom, found: clustersAt(marks.marks, zoom) }
    return this.clusters.found
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

  private under({ point, lngLat }: MapMouseEvent): Pointed | null {
    if (this.rest.moving) return null
    const view = this.view()
    const hit = hitOf(this.marked, atOf(view), view.zoom, point.x, point.y, [lngLat.lng, lngLat.lat])
    if (!hit) return null
    const said = hit.feature.properties!
    const marks = String(said['marks'] ?? '').split(' ').filter(Boolean).map(Number)
    return { x: hit.x, y: hit.y, marks, tie: typeof said['tie'] === 'number' ? said['tie'] : null }
  }
}

function sizeOf({ clientWidth: width, clientHeight: height }: HTMLElement): Size {
  return { width, height }
}

function atOf(view: View): At {
  return ([lon, lat]) => {
    const [x, y] = pixel(lat!, lon!, view.zoom)
    return [x - view.left, y - view.top]
  }
}
