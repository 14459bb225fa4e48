import { book } from '../state'
import type { Named } from '../words'

/** Somebody or something of the book by id; what the book has not is shown by the id. */
export function useNamed(id: string): Named | null {
  if (!id) return null
  const at = book.value
  const n = at?.entityAt.get(id)
  if (!at || n === undefined) return { id, name: id, kind: null, place: id.startsWith('place:') }
  const { entities } = at.world
  return { id, name: entities.name[n]!, kind: entities.kind[n]!, place: entities.place[n]! }
}
