import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import { say } from '../state'

/** A component that is fetched when it is first shown; words stand in its place until it is there. */
export function later<P extends object>(fetch: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  let here: ComponentType<P> | null = null
  return function Later(props: P) {
    const [, turn] = useState(0)
    useEffect(() => {
      if (here) return
      let gone = false
      fetch()
        .then((found) => {
          here = found.default
          if (!gone) turn((n) => n + 1)
        })
        .catch(say)
      return () => void (gone = true)
    }, [])
    const There = here
    return There ? <There {...props} /> : <p class="empty" aria-busy="true">Loading …</p>
  }
}
