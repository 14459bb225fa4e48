// The marks of the book and what they count now; shared by the map, its list and its words.
import { computed } from '@preact/signals'

import { book, shownIncidents, touched } from '../../state'
import { type Marks, type Tally, marksOf, tally } from './marks'

const marks = computed(() => (book.value ? marksOf(book.value) : null))

export interface Counted {
  readonly marks: Marks
  readonly counts: Tally
}

export const counted = computed<Counted | null>(() => {
  const at = book.value
  return at && marks.value ? { marks: marks.value, counts: tally(at, marks.value, shownIncidents.value, touched.value?.incidents ?? null) } : null
})
