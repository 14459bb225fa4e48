import { effect, signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'

import 'maplibre-gl/dist/maplibre-gl.css'
import '../style/drawn.css'
import { Pane } from '../parts/Pane'
import { type Ref, book, hovered, say, select, selected, shownIncidents, touched } from '../state'
import { Listed } from './Listed'
import { Tip } from './Tip'
import { Legend } from './map/Legend'
import { Chart, type Pointed } from './map/chart'
import { counted } from './map/counted'
import { ground } from './map/ground'
import type { TiesShown } from './map/ties'
import { lines, missing, refOf, titled } from './map/words'
import { readAgain } from './palette'

const ties = signal<TiesShown>('selected')
const pointed = signal<Pointed | null>(null)

export default function Map({ front = false }: { readonly front?: boolean }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const [list, setList] = useState(false)
  const [key, setKey] = useState(false)
  useEffect(() => begin(box, chart, () => setList(true)), [])
  useFollow(chart)
  const tools = (
    <div class="tools">
      <button aria-pressed={list} onClick={() => setList(!list)}>List</button>
      <select aria-label="Ties on the map" value={ties.value} onChange={(event) => (ties.value = event.currentTarget.value as TiesShown)}>
        <option value="none">No ties</option>
        <option value="selected">Its ties</option>
        <option value="all">All ties</option>
      </select>
      <button onClick={() => chart.current?.zoom(1)} aria-label="Nearer" title="Nearer">+</button>
      <button onClick={() => chart.current?.zoom(-1)} aria-label="Farther" title="Farther">−</button>
      <button onClick={() => chart.current?.fit('shown')} title="Fit the map to what is shown">Fit</button>
      <button onClick={() => chart.current?.fit('all')} title="Show every place of the book">Reset</button>
      <button aria-pressed={key} onClick={() => setKey(!key)}>Legend</button>
    </div>
  )
  return (
    <Pane name="map" title="Map" front={front} tools={tools}>
      <div class="drawn">
        {list && <Places chart={chart} />}
        <div class="sheet" onKeyDown={(event) => event.key === 'Escape' && setKey(false)}>
          <div class="canvas" ref={box} aria-busy="true" />
          {key && <Legend />}
          <Pointing />
          <Foot />
        </div>
      </div>
    </Pane>
  )
}

type Holder = { current: Chart | null }

function begin(box: { current: HTMLDivElement | null }, chart: Holder, openList: () => void): () => void {
  let closed = false
  readAgain()
  Promise.all([ground(), told()]).then(([found]) => {
    if (closed || !box.current) return
    const pick = (where: Pointed) => picked(where, chart, openList)
    chart.current = new Chart(box.current, found, { point, pick }, ties)
  }).catch(say)
  return () => {
    closed = true
    chart.current?.close()
    chart.current = null
    pointed.value = null
  }
}

/** When there is a book and what is drawn quickly has been drawn: the map takes the longest to begin. */
function told(): Promise<void> {
  return new Promise((done) => {
    const stop = effect(() => {
      if (book.value) requestAnimationFrame(() => setTimeout(() => (stop(), done())))
    })
  })
}

function point(where: Pointed | null): void {
  const now = where && refOf(where)
  if (hovered.value?.id !== now?.id) hovered.value = now
  pointed.value = where
}

function picked(where: Pointed, chart: Holder, openList: () => void): void {
  const one = refOf(where)
  if (one) select(one)
  else if (!chart.current?.open(where.marks)) openList()
}

/** Go to what is selected elsewhere when none of it is in sight; ring what is hovered elsewhere. */
function useFollow(chart: Holder): void {
  const one = selected.value
  const near = hovered.value
  useEffect(() => {
    const now = counted.value
    if (one && now) chart.current?.reveal(now.marks.marks.flatMap((_, n) => (now.counts.touched[n] ? [n] : [])))
  }, [one])
  useEffect(() => chart.current?.ring(near && !pointed.value ? marksOfRef(near) : []), [near])
}

function marksOfRef(one: Ref): number[] {
  const at = book.value
  const now = counted.value
  if (!at || !now) return []
  if (one.sort === 'incident') return [now.marks.of[at.incidentAt.get(one.id) ?? -1] ?? -1].filter((n) => n >= 0)
  const entity = one.sort === 'entity' ? at.entityAt.get(one.id) : undefined
  return now.marks.marks.flatMap((mark, n) => (mark.place === entity ? [n] : []))
}

function Places({ chart }: { readonly chart: Holder }) {
  const rows = lines()
  const look = (id: string | null) => (hovered.value = id ? { sort: 'entity', id } : null)
  const pick = (id: string) => {
    select({ sort: 'entity', id })
    chart.current?.reveal(marksOfRef({ sort: 'entity', id }))
  }
  return <Listed label="Places on the map" lines={rows} pick={pick} look={look} />
}

function Pointing() {
  const where = pointed.value
  const said = where && titled(where)
  return where && said ? <Tip x={where.x} y={where.y} title={said.title} notes={said.notes} /> : null
}

function Foot() {
  const said = missing(shownIncidents.value.length)
  const lost = selected.value && touched.value && !counted.value?.counts.touched.some(Boolean)
  return (
    <div class="foot small">
      <p class="words muted cut" role="status" title={said}>{said}{lost && book.value ? ' The selection has no place among what is shown.' : ''}</p>
      <span class="muted credit">Natural Earth</span>
    </div>
  )
}
