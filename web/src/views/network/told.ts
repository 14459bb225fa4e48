// What the network is told and tells.
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
  /** Ids are "n12" for a node, "t3" for a tie, "l0" for a pair of look-alikes; pixels in the drawing; by a key its name is spoken, too. */
  over(what: string | null, x: number, y: number, byKey?: boolean): void
  pick(what: string): void
}
