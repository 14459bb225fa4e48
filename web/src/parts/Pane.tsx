import type { ComponentChildren } from 'preact'

import { type View, show, view } from '../state'

interface Props {
  /** The view that fills the page when the pane is made large. */
  readonly name: View
  readonly title: string
  readonly front?: boolean
  /** What stands in the pane's head beside its title. */
  readonly tools?: ComponentChildren
  readonly children: ComponentChildren
}

export function Pane({ name, title, front, tools, children }: Props) {
  const large = view.value === name
  return (
    <section class={`pane ${front ? 'front' : ''}`} aria-label={title} data-view={name}>
      <header>
        <h2>{title}</h2>
        <div class="grow row">{tools}</div>
        <button class="plain" onClick={() => show(large ? 'overview' : name)} aria-label={large ? 'Show all views' : `Show only ${title}`} title={large ? 'Show all views' : `Show only ${title}`}>
          {large ? '⤡' : '⤢'}
        </button>
      </header>
      <div class="fill">{children}</div>
    </section>
  )
}
