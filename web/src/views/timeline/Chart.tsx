import { effect, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'

import { isoOf } from '../../days'
import { labelOf } from '../../parts/labels'
import { asOf, book, hovered, select, selected } from '../../state'
import { type Colours, coloursNow, draw } from './draw'
import { type Hit, dayAt, hit } from './hit'
import { Tip, type Tipped } from './Tip'
import { heldWhen, wordsOf } from './band'
import { binInWords } from './scale'
import { dated, indexOf, notesOf, reveal, scene, see, seeAll, size, span, whenOf, zoom } from './seen'

const HELP = 'Arrow keys step through the incidents in time, Enter selects, plus and minus zoom, zero shows all, Page Up and Page Down move.'

export function Chart() {
  const canvas = useRef<HTMLCanvasElement>(null)
  const tip = useSignal<Tipped | null>(null)
  const said = useSignal('')
  useEffect(() => paint(canvas.current!), [])
  useEffect(() => effect(() => {
    const i = book.value ? indexOf(book.value, selected.value) : undefined
    if (i !== undefined) reveal(i)
  }), [])
  useEffect(() => {
    const at = canvas.current!
    const wheel = (e: WheelEvent) => {
      tip.value = null
      onWheel(e)
    }
    at.addEventListener('wheel', wheel, { passive: false })
    return () => at.removeEventListener('wheel', wheel)
  }, [])
  const held = useRef<{ x: number; from: number; to: number; asOf: boolean; moved: boolean } | null>(null)
  const fingers = useRef(new Map<number, number>())

  const found = (e: PointerEvent): Hit => (scene.value ? hit(scene.value, e.offsetX, e.offsetY, e.pointerType === 'touch' ? 16 : 5) : {})

  function down(e: PointerEvent) {
    canvas.current!.setPointerCapture(e.pointerId)
    fingers.current.set(e.pointerId, e.offsetX)
    tip.value = null
    if (fingers.current.size > 1) held.current = null
    else held.current = { x: e.offsetX, from: span.value.from, to: span.value.to, asOf: found(e).asOf === true, moved: false }
  }

  function move(e: PointerEvent) {
    const one = held.current
    const now = scene.value
    if (!now) return
    if (fingers.current.size > 1) return pinch(e)
    if (!one) return point(e)
    if (Math.abs(e.offsetX - one.x) > 3) one.moved = true
    if (!one.moved) return
    tip.value = null
    if (one.asOf) {
      const [low, high] = now.at.span
      asOf.value = isoOf(Math.min(Math.max(Math.round(dayAt(now, e.offsetX)) - 1, low), high))
    } else {
      const by = ((one.x - e.offsetX) * (one.to - one.from)) / now.width
      see({ from: one.from + by, to: one.to + by })
    }
  }

  /** Two fingers keep the days that they are on. */
  function pinch(e: PointerEvent) {
    const now = scene.value!
    const before = fingers.current.get(e.pointerId)
    const other = [...fingers.current].find(([id]) => id !== e.pointerId)?.[1]
    if (before === undefined || other === undefined) return
    fingers.current.set(e.pointerId, e.offsetX)
    const [was, is] = [Math.abs(before - other), Math.abs(e.offsetX - other)]
    if (was > 8 && is > 8) zoom(is / was, dayAt(now, other))
  }

  function point(e: PointerEvent) {
    const { bar, bin, asOf: line, tie, holds } = found(e)
    const at = book.value!
    canvas.current!.style.cursor = line ? 'ew-resize' : bar || bin || tie !== undefined ? 'pointer' : 'grab'
    const id = bar ? at.world.incidents.id[bar.i]! : tie === undefined ? null : at.world.ties.id[tie]!
    if ((hovered.value?.id ?? null) !== id) hovered.value = id ? { sort: bar ? 'incident' : 'tie', id } : null
    const place = { x: e.offsetX, y: e.offsetY }
    if (bar) tip.value = { ...place, title: at.world.incidents.title[bar.i]!, when: whenOf(at, bar.i), notes: notesOf(at, bar.i) }
    else if (bin && scene.value?.layout.how === 'bins') {
      const notes = bin.across ? `${bin.across.toLocaleString('en')} more reach across its edges (the strip below)` : ''
      tip.value = { ...place, title: binInWords(scene.value.layout.unit, bin.from, bin.to), when: counted(bin.here.length), notes }
    } else if (tie !== undefined) tip.value = { ...place, title: wordsOf(at, tie), when: heldWhen(at, tie), notes: labelOf('modality', at.world.ties.modality[tie]!) }
    else if (holds) tip.value = { ...place, title: `${holds.yes.toLocaleString('en')} ${holds.yes === 1 ? 'tie holds' : 'ties hold'}`, when: '', notes: holds.maybe ? `${holds.maybe.toLocaleString('en')} more may hold` : '' }
    else tip.value = null
  }

  function up(e: PointerEvent) {
    const one = held.current
    held.current = null
    fingers.current.delete(e.pointerId)
    if (!one || one.moved || one.asOf) return
    const { bar, bin, tie } = found(e)
    if (tie !== undefined) select({ sort: 'tie', id: book.value!.world.ties.id[tie]! })
    else if (bar) select({ sort: 'incident', id: book.value!.world.incidents.id[bar.i]! })
    else if (bin) see({ from: bin.from - (bin.to - bin.from) * 0.1, to: bin.to + (bin.to - bin.from) * 0.1 })
    tip.value = null
  }

  function cancel(e: PointerEvent) {
    fingers.current.delete(e.pointerId)
    held.current = null
  }

  function leave() {
    if (held.current) return
    tip.value = null
    hovered.value = null
  }

  function key(e: KeyboardEvent) {
    if (e.ctrlKey || e.metaKey || e.altKey) return
    const length = span.value.to - span.value.from
    if (e.key === 'ArrowRight' || e.key === 'ArrowDown') step(1)
    else if (e.key === 'ArrowLeft' || e.key === 'ArrowUp') step(-1)
    else if (e.key === 'Home') step(-Infinity)
    else if (e.key === 'End') step(Infinity)
    else if (e.key === 'Enter' || e.key === ' ') hovered.value && select(hovered.value)
    else if (e.key === '+' || e.key === '=') zoom(2, middle())
    else if (e.key === '-') zoom(0.5, middle())
    else if (e.key === '0') seeAll()
    else if (e.key === 'PageDown') see({ from: span.value.from + length / 2, to: span.value.to + length / 2 })
    else if (e.key === 'PageUp') see({ from: span.value.from - length / 2, to: span.value.to - length / 2 })
    else return
    e.preventDefault()
  }

  function step(by: number) {
    const at = book.value!
    const list = dated.value
    if (!list.length) return
    const now = indexOf(at, hovered.value) ?? indexOf(at, selected.value)
    const k = now === undefined ? -1 : list.indexOf(now)
    const next = k < 0 && Number.isFinite(by) ? 0 : Math.min(Math.max(k + by, 0), list.length - 1)
    const i = list[next]!
    hovered.value = { sort: 'incident', id: at.world.incidents.id[i]! }
    reveal(i)
    said.value = `${next + 1} of ${list.length}: ${at.world.incidents.title[i]}, ${whenOf(at, i)}, ${notesOf(at, i)}`
  }

  return (
    <div class="chart">
      <canvas
        ref={canvas} tabIndex={0} role="application" aria-label={`Incidents in time. ${HELP}`}
        onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={cancel} onPointerLeave={leave}
        onKeyDown={key}
      />
      {tip.value && <Tip {...tip.value} />}
      <p class="hidden" aria-live="polite" dir="auto">{said.value}</p>
    </div>
  )
}

export function counted(n: number): string {
  return n === 1 ? '1 incident' : `${n.toLocaleString('en')} incidents`
}

/** Zooming by keys keeps the incident pointed at or selected in sight. */
function middle(): number {
  const at = book.value
  const { from, to } = span.value
  const i = at ? (indexOf(at, hovered.value) ?? indexOf(at, selected.value)) : undefined
  if (!at || i === undefined || at.dated[i] !== 1) return (from + to) / 2
  return Math.min(Math.max((Math.max(at.first[i]!, from) + Math.min(at.last[i]! + 1, to)) / 2, from), to)
}

function onWheel(e: WheelEvent): void {
  if (!scene.value) return
  e.preventDefault()
  const sideways = e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)
  const { from, to } = span.value
  if (!sideways) return zoom(Math.exp(-e.deltaY * (e.ctrlKey ? 0.01 : 0.002)), dayAt(scene.value, e.offsetX))
  const by = ((e.deltaX || e.deltaY) * (to - from)) / scene.value.width
  see({ from: from + by, to: to + by })
}

/** Draws whenever what is drawn, the room for it or the theme changes; at most once a frame. */
function paint(canvas: HTMLCanvasElement): () => void {
  const pen = canvas.getContext('2d')!
  let colours: Colours = coloursNow()
  let frame = 0
  const again = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      const now = scene.peek()
      const sharp = devicePixelRatio || 1
      const { width, height } = size.peek()
      const [w, h] = [Math.round(width * sharp), Math.round(height * sharp)]
      if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h]
      pen.setTransform(sharp, 0, 0, sharp, 0, 0)
      if (now) draw(pen, now, colours)
      else pen.clearRect(0, 0, width, height)
    })
  }
  const room = new ResizeObserver(([one]) => (size.value = { width: one!.contentRect.width, height: one!.contentRect.height }))
  room.observe(canvas.parentElement!)
  const dress = new MutationObserver(() => {
    colours = coloursNow()
    again()
  })
  dress.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const stop = effect(() => {
    void scene.value
    again()
  })
  return () => {
    stop()
    room.disconnect()
    dress.disconnect()
    cancelAnimationFrame(frame)
  }
}
