// Reports that are being taken in: asked about until they are done.
import { signal } from '@preact/signals'

import { Refused, get, send } from '../api'
import { changed, load } from '../state'
import type { Adding, Pasting } from '../words'

const PAUSE = 800 // milliseconds between two questions

export const tasks = signal<readonly Adding[]>([])
export const wrong = signal('')

export async function addFiles(files: readonly File[]): Promise<void> {
  if (!files.length) return
  const form = new FormData()
  for (const file of files) form.append('files', file, file.name)
  await begin('/reports', form)
}

export async function paste(what: Partial<Pasting>): Promise<boolean> {
  return begin('/reports/paste', what)
}

async function begin(path: string, body: unknown): Promise<boolean> {
  wrong.value = ''
  try {
    const task = await send<Adding>('POST', path, body)
    tasks.value = [task, ...tasks.value]
    void follow(task)
    return true
  } catch (error) {
    wrong.value = error instanceof Refused && error.status === 0 ? 'The server cannot be reached; nothing was sent. Try again in a moment.' : error instanceof Error ? error.message : String(error)
    return false
  }
}

async function follow(task: Adding): Promise<void> {
  let now = task
  while (now.state !== 'done') {
    await new Promise((wake) => setTimeout(wake, PAUSE))
    try {
      now = await get<Adding>(`/adding/${encodeURIComponent(task.id)}`)
    } catch (error) {
      if (error instanceof Refused && error.status >= 400 && error.status < 500 && error.status !== 429) {
        wrong.value = error.message
        tasks.value = tasks.value.filter((one) => one.id !== task.id)
        return
      }
      continue
    }
    tasks.value = tasks.value.map((one) => (one.id === task.id ? now : one))
  }
  if (now.added.length) await load().catch((error: unknown) => (wrong.value = String(error)))
  changed.value++
}
