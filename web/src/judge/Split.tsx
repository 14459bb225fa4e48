import type { EntityDetail } from '../words'

/** Say that two actors are one, or one is two. */
export function Split({ entity }: { readonly entity: EntityDetail }) {
  return <div data-of={entity.entity.id} />
}
