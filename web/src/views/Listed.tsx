// A list beside a drawing, for the keyboard and for screen readers: the same things, the same selection.
import { useEffect, useRef, useState } from 'preact/hooks'

export interface Line {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly chosen: boolean
}

interface Props {
  readonly label: string
  readonly lines: readonly Line[]
  readonly pick: (id: string) => void
  readonly look?: (id: string | null) => void
}

const MOST = 200

export function Listed({ label, lines, pick, look }: Props) {
  const [sought, seek] = useState('')
  const [at, go] = useState(0)
  const box = useRef<HTMLUListElement>(null)
  const wanted = sought.trim().toLocaleLowerCase()
  const found = wanted ? lines.filter((one) => one.name.toLocaleLowerCase().includes(wanted)) : lines
  const shown = found.slice(0, MOST)
  const here = Math.min(at, shown.length - 1)
  useEffect(() => {
    if (document.activeElement === box.current) box.current?.children[here]?.scrollIntoView({ block: 'nearest' })
  }, [here])
  const move = (to: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, to))
    go(next)
    look?.(shown[next]?.id ?? null)
  }
  const press = (event: KeyboardEvent) => {
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + 10, PageUp: here - 10, Home: 0, End: shown.length }[event.key]
    if (to !== undefined) move(to)
    else if ((event.key === 'Enter' || event.key === ' ') && shown[here]) pick(shown[here].id)
    else return
    event.preventDefault()
  }
  return (
    <div class="listed">
      <input type="search" placeholder="Find by name" aria-label={`${label}: find by name`} value={sought} onInput={(event) => (seek(event.currentTarget.value), go(0))} />
      <ul
        class="list" role="listbox" aria-label={label} tabIndex={0} ref={box} onKeyDown={press} onBlur={() => look?.(null)}
        aria-activedescendant={shown[here] ? `listed-${shown[here].id}` : undefined}
      >
        {shown.map((one, n) => (
          <li
            key={one.id} id={`listed-${one.id}`} role="option" aria-selected={one.chosen} class={n === here ? 'here' : ''}
            onClick={() => (go(n), pick(one.id))} onMouseEnter={() => look?.(one.id)} onMouseLeave={() => look?.(null)}
          >
            <span dir="auto" class="cut grow" title={one.name}>{one.name}</span>
            <span class="small muted">{one.note}</span>
          </li>
        ))}
      </ul>
      {found.length > MOST && <p class="small muted">{found.length - MOST} more; type a name to find them.</p>}
      {!found.length && <p class="small muted">Nothing by that name.</p>}
    </div>
  )
}
