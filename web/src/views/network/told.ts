// What the network is told and tells, and what its drawing library needs.
import { signal } from '@preact/signals'

/** How many names found no room. */
export const nameless = signal(0)

export interface Marked {
  /** Entities and ties that the selection touches; null when nothing is selected. */
  readonly entities: ReadonlySet<number> | null
  readonly ties: ReadonlySet<number> | null
  /** The node that is selected itself. */
  readonly itself: string | null
}

export interface Heard {
  over(what: string | null, x: number, y: number): void
  pick(what: string): void
}

/** Cytoscape puts a style element into the page's head unless one by this name is there; the page allows none. */
export function forestallStyle(): void {
  const id = '__________cytoscape_stylesheet'
  if (document.getElementById(id)) return
  const stand = document.createElement('meta')
  stand.id = id
  document.head.append(stand)
}

/** Side of a node in the network's own units: on the screen never too small to hit. */
export function nodeSide(zoom: number): number {
  return Math.max(24, 13 / zoom)
}
