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
      onPointerUp={() => choose(box.current, report.id)}
      onKeyUp={(e) => e.shiftKey && choose(box.current, report.id)}
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
function choose(box: HTMLElement | null, report: string): void {
  const range = getSelection()?.rangeCount ? getSelection()!.getRangeAt(0) : null
  if (!box || !range || range.collapsed || !box.contains(range.commonAncestorContainer)) {
    chosen.value = null
    return
  }
  const start = offset(range.startContainer, range.startOffset)
  const end = offset(range.endContainer, range.endOffset)
  chosen.value = start !== null && end !== null && start < end ? { report, start, end, words: range.toString() } : null
}

function offset(node: Node, at: number): number | null {
  const element = node instanceof HTMLElement ? node : node.parentElement
  const piece = element?.closest<HTMLElement>('[data-start]')
  if (piece) return Number(piece.dataset['start']) + (node === piece ? (at > 0 ? (piece.textContent ?? '').length : 0) : at)
  const next = (node.childNodes[at] ?? node.childNodes[at - 1]) as Node | undefined
  const inside = next instanceof HTMLElement ? next.querySelectorAll<HTMLElement>('[data-start]') : null
  const found = at < node.childNodes.length ? inside?.[0] : inside?.[inside.length - 1]
  if (!found) return null
  return Number(found.dataset['start']) + (at < node.childNodes.length ? 0 : (found.textContent ?? '').length)
}
