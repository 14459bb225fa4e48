import { useEffect, useMemo, useRef } from 'preact/hooks'

import { book, chosen, hovered, select, selected } from '../../state'
import type { Mark, ReportText } from '../../words'
import { type Piece, paragraphs } from './pieces'

/** A report's words with every claim's words marked. Alt+arrow keys step from claim to claim. */
export function Text({ report, background }: { readonly report: ReportText; readonly background: boolean }) {
  const box = useRef<HTMLElement>(null)
  const marks = useMemo(() => report.marks.filter((m) => background || !m.background), [report, background])
  const parts = useMemo(() => paragraphs(report.text, marks, report.mentions), [report, marks])
  const focus = inFocus(marks)
  const first = [...focus][0]
  useEffect(() => {
    const piece = first && box.current?.querySelector(`[data-claims~="${CSS.escape(first)}"]`)
    if (piece) piece.scrollIntoView({ block: 'center', behavior: 'smooth' })
  }, [first, report.id])
  return (
    <article
      ref={box}
      class="text"
      dir={report.right_to_left ? 'rtl' : 'auto'}
      lang={report.language ?? undefined}
      tabIndex={0}
      aria-label={`${report.title ?? report.label}; ${marks.length} claims are marked. Alt and arrow keys step through them.`}
      onKeyDown={(e) => step(e, marks)}
      onPointerUp={() => choose(box.current, report)}
      onKeyUp={(e) => e.shiftKey && choose(box.current, report)}
    >
      {parts.map((pieces, n) => (
        <p key={n}>{pieces.map((piece) => <Words key={piece.start} piece={piece} focus={focus} />)}</p>
      ))}
    </article>
  )
}

/** Claims of this report that the selection is about. */
function inFocus(marks: readonly Mark[]): ReadonlySet<string> {
  const one = selected.value
  const at = book.value
  if (!one || !at) return new Set()
  if (one.sort === 'claim') return new Set(marks.filter((m) => m.claim === one.id).map((m) => m.claim))
  const incident = one.sort === 'incident' ? at.incidentAt.get(one.id) : undefined
  const tie = one.sort === 'tie' ? at.tieAt.get(one.id) : undefined
  const every = new Set([...(incident === undefined ? [] : at.world.incidents.claims[incident]!), ...(tie === undefined ? [] : at.world.ties.claims[tie]!)])
  return new Set(marks.filter((m) => every.has(m.claim)).map((m) => m.claim))
}

function Words({ piece, focus }: { readonly piece: Piece; readonly focus: ReadonlySet<string> }) {
  const [mark] = piece.marks
  const entity = piece.entity
  const named = entity !== null && selected.value?.sort === 'entity' && selected.value.id === entity
  if (!mark) {
    return <span data-start={piece.start} class={entity ? `entity ${named ? 'on' : ''}` : undefined}>{piece.text}</span>
  }
  const on = piece.marks.some((m) => focus.has(m.claim))
  const over = hovered.value
  const under = over !== null && over.sort === 'claim' && piece.marks.some((m) => m.claim === over.id)
  return (
    <mark
      data-start={piece.start}
      data-claims={piece.marks.map((m) => m.claim).join(' ')}
      class={`${mark.modality} ${mark.kind} ${mark.status} ${piece.trigger ? 'trigger' : ''} ${entity ? 'entity' : ''} ${on ? 'on' : ''} ${under ? 'under' : ''} ${named ? 'named' : ''}`}
      title={piece.marks.map((m) => m.title).join('\n')}
      onClick={() => getSelection()?.isCollapsed !== false && pick(piece)}
      onPointerEnter={() => (hovered.value = { sort: 'claim', id: mark.claim })}
      onPointerLeave={() => (hovered.value = null)}
    >
      {piece.text}
    </mark>
  )
}

/** The shortest claim there; clicking again gives the next one that shares the words. */
function pick(piece: Piece): void {
  const ids = piece.marks.map((m) => m.claim)
  const at = selected.value?.sort === 'claim' ? ids.indexOf(selected.value.id) : -1
  select({ sort: 'claim', id: ids[(at + 1) % ids.length]! })
}

function step(event: KeyboardEvent, marks: readonly Mark[]): void {
  const way = event.altKey ? { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] : undefined
  if (!way || !marks.length) return
  event.preventDefault()
  const at = marks.findIndex((m) => selected.value?.sort === 'claim' && m.claim === selected.value.id)
  const next = at < 0 ? (way > 0 ? 0 : marks.length - 1) : (at + way + marks.length) % marks.length
  select({ sort: 'claim', id: marks[next]!.claim })
}

/** What the person has selected in the text, as a span of it. */
function choose(box: HTMLElement | null, { id, text }: ReportText): void {
  const range = getSelection()?.rangeCount ? getSelection()!.getRangeAt(0) : null
  const span = box && range && !range.collapsed ? spanOf(box, range) : null
  const words = span ? text.slice(...span) : ''
  const start = (span?.[0] ?? 0) + words.length - words.trimStart().length
  chosen.value = words.trim() ? { report: id, start, end: start + words.trim().length, words: words.trim() } : null
}

/** From the first to the last character of the text in the range, wherever its ends lie; null when it has none. */
function spanOf(box: HTMLElement, range: Range): [number, number] | null {
  let found: [number, number] | null = null
  for (const piece of box.querySelectorAll<HTMLElement>('[data-start]')) {
    if (!range.intersectsNode(piece)) continue
    const first = Number(piece.dataset['start'])
    const start = first + within(piece, range.startContainer, range.startOffset, 0)
    const end = first + within(piece, range.endContainer, range.endOffset, (piece.textContent ?? '').length)
    if (start < end) found = [found?.[0] ?? start, end]
  }
  return found
}

/** How many characters of the piece lie before a place; `otherwise` when the place lies outside the piece. */
function within(piece: HTMLElement, node: Node, at: number, otherwise: number): number {
  if (!piece.contains(node)) return otherwise
  return node === piece ? (at > 0 ? (piece.textContent ?? '').length : 0) : at
}
