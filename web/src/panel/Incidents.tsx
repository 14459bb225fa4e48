import { useMemo } from 'preact/hooks'

import { dayInWords } from '../days'
import { book, select, shownIncidents } from '../state'
import { Part } from './Panel'

const MOST = 100

/** Incidents in which somebody has a part, of those shown. */
export function Incidents({ of }: { readonly of: string }) {
  const at = book.value
  const index = at?.entityAt.get(of)
  const shown = shownIncidents.value
  const here = useMemo(() => {
    if (!at || index === undefined) return []
    const own = new Set(at.incidentsOf[index])
    return shown.filter((i) => own.has(i))
  }, [at, index, shown])
  if (!at) return null
  const { incidents } = at.world
  return (
    <Part title="Incidents" count={here.length}>
      <ul class="list">
        {here.slice(0, MOST).map((i) => (
          <li key={incidents.id[i]}>
            <button class="plain name" onClick={() => select({ sort: 'incident', id: incidents.id[i]! })}>
              <span class="muted small">{incidents.first[i] ? dayInWords(incidents.first[i]!) : 'undated'} </span>
              <bdi>{incidents.title[i]}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {here.length > MOST && <p class="muted small">and {here.length - MOST} more: narrow the views to it to see them all</p>}
    </Part>
  )
}
