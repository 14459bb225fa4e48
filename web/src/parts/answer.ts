import { useEffect, useState } from 'preact/hooks'

import { type Params, Refused, get } from '../api'
import { changed, clock } from '../state'

export interface Answer<T> {
  readonly value: T | null
  readonly refused: string | null
  readonly waiting: boolean
}

/**
 * What the server answers; asked again when path, clock or book change. The last answer stays until the next one is there,
 * unless it is about something else.
 */
export function useAnswer<T>(path: string | null, params: Params = {}): Answer<T> {
  const [held, hold] = useState<{ key: string; value: T | null; refused: string | null }>({ key: '', value: null, refused: null })
  const key = path === null ? '' : JSON.stringify([path, params, clock.value])
  const turn = changed.value
  useEffect(() => {
    if (path === null) return
    const gone = new AbortController()
    get<T>(path, { ...clock.value, ...params }, gone.signal)
      .then((value) => hold({ key, value, refused: null }))
      .catch((error: unknown) => {
        if (!gone.signal.aborted) hold({ key, value: null, refused: error instanceof Refused ? error.message : String(error) })
      })
    return () => gone.abort()
  }, [key, turn])
  const mine = held.key === key
  return { value: mine ? held.value : null, refused: mine ? held.refused : null, waiting: path !== null && !mine }
}
