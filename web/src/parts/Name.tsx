import { hovered, select } from '../state'
import type { Named } from '../words'
import { labelOf } from './labels'

/** Somebody's or something's name; a click selects it everywhere. */
export function Name({ of, kind = false }: { readonly of: Named; readonly kind?: boolean }) {
  const one = { sort: 'entity', id: of.id } as const
  return (
    <button
      class="plain name"
      dir="auto"
      onClick={() => select(one)}
      onPointerEnter={() => (hovered.value = one)}
      onPointerLeave={() => (hovered.value = null)}
    >
      {of.name}
      {kind && of.kind && <span class="muted small"> {labelOf(of.place ? 'place_kind' : 'kind', of.kind)}</span>}
    </button>
  )
}
