import type { ComponentChildren } from 'preact'

import { headPath } from './arrows'
import { TIE_LOOKS } from './kinds'

const NODES = [
  ['M12 3h16v12H12z', 'asserted', 'state (square), its bodies (rounded), offices (cut corners)'],
  ['M20 1l9 8-9 8-9-8z', 'hedged', 'armed group; coalitions have eight corners'],
  ['M20 2a7 7 0 1 0 .01 0z', 'planned', 'person'],
  ['M15 2h10l5 7-5 7H15l-5-7z', 'warn', 'organisation, party (five corners), media, business'],
  ['M11 2h18l-3 7 3 7H11l3-7z', 'generic', 'people, conflict, somebody unnamed'],
  ['M20 2l9 14H11z', 'place', 'place; crossings are tags'],
] as const
const LINES = [
  [undefined, 'stated as fact'],
  ['7 4', 'said with doubt or planned'],
  ['1.5 4', 'may hold on this day; nothing says that it ended'],
  ['12 3 2 3', 'denied'],
] as const

/** What shapes, colours and lines of the network mean. */
export function Legend() {
  return (
    <div class="key small" role="region" aria-label="Legend of the network" tabIndex={0}>
      <dl>
        {NODES.map(([path, colour, words]) => <Row key={words} words={words}><path d={path} fill={`var(--${colour})`} /></Row>)}
        <Row words="umbrella: who belongs to it lies inside"><rect x="3" y="2" width="34" height="14" rx="4" fill="var(--ground-2)" stroke="var(--line-strong)" /></Row>
        <Row words="easily taken for another, and is not it; dotted line to the other"><path d="M15 7h10M15 11h10M22.5 4l-5 10" fill="none" stroke="var(--warn)" stroke-width="1.6" /></Row>
        {Object.values(TIE_LOOKS).map(({ colour, arrow, words }) => (
          <Row key={words} words={words}>
            <path d={arrow === 'none' ? 'M2 9h36' : 'M2 9h30'} stroke={`var(--${colour})`} stroke-width="2" />
            <path d={headPath(arrow, 38, 9, 10)} fill={`var(--${colour})`} />
          </Row>
        ))}
        {LINES.map(([dash, words]) => <Row key={words} words={words}><path d="M2 9h36" stroke={dash === '12 3 2 3' ? 'var(--negated)' : 'var(--ink-2)'} stroke-width="2" stroke-dasharray={dash} /></Row>)}
        <Row words="what reports say of it disagrees"><path d="M2 9h36" stroke="var(--ink-2)" stroke-width="2" /><circle cx="20" cy="9" r="4" fill="var(--bad)" /></Row>
      </dl>
    </div>
  )
}

function Row({ words, children }: { readonly words: string; readonly children: ComponentChildren }) {
  return (
    <>
      <dt><svg aria-hidden="true" viewBox="0 0 40 18">{children}</svg></dt>
      <dd>{words}</dd>
    </>
  )
}
