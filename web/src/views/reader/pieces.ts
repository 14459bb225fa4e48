// Cuts a text at the borders of what is marked in it.
import type { Mark, Mention } from '../../words'

export interface Piece {
  readonly start: number
  readonly text: string
  /** Claims whose words these are, the shortest first. */
  readonly marks: readonly Mark[]
  readonly trigger: boolean
  readonly entity: string | null
}

/** Paragraphs of pieces; every character of the text is in exactly one piece, line ends apart. */
export function paragraphs(text: string, marks: readonly Mark[], mentions: readonly Mention[]): Piece[][] {
  const borders = new Set([0, text.length])
  for (const m of marks) {
    borders.add(m.start).add(m.end)
    if (m.trigger) borders.add(m.trigger[0]).add(m.trigger[1])
  }
  for (const m of mentions) if (m.entity) borders.add(m.start).add(m.end)
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) borders.add(at).add(at + 1)
  const cuts = [...borders].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b)
  const open = sweep(marks)
  const named = sweep(mentions)
  const out: Piece[][] = [[]]
  for (let n = 0; n + 1 < cuts.length; n++) {
    const start = cuts[n]!
    const end = cuts[n + 1]!
    const words = text.slice(start, end)
    if (words === '\n') {
      if (out.at(-1)!.length) out.push([])
      continue
    }
    const here = open(start).toSorted((a, b) => a.end - a.start - (b.end - b.start))
    const trigger = here.some((m) => m.trigger && m.trigger[0] <= start && end <= m.trigger[1])
    out.at(-1)!.push({ start, text: words, marks: here, trigger, entity: named(start).at(-1)?.entity ?? null })
  }
  return out.filter((p) => p.length)
}

/** Asked with rising positions, gives what covers each. */
function sweep<T extends { start: number; end: number }>(every: readonly T[]): (at: number) => T[] {
  const coming = every.toSorted((a, b) => a.start - b.start)
  let next = 0
  let open: T[] = []
  return (at) => {
    while (next < coming.length && coming[next]!.start <= at) open.push(coming[next++]!)
    open = open.filter((one) => one.end > at)
    return open
  }
}
