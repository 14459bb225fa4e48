import { signal } from '@preact/signals'

const KEYS: readonly (readonly [string, readonly string[], string])[] = [
  ['next', ['j', 'ArrowDown'], 'next claim'],
  ['previous', ['k', 'ArrowUp'], 'claim before'],
  ['accept', ['a'], 'accept'],
  ['reject', ['r'], 'reject'],
  ['correct', ['c'], 'correct a field'],
  ['note', ['n'], 'write a note'],
  ['undo', ['u'], 'undo the last one'],
  ['help', ['?'], 'show or hide this list'],
]
const SIGNS: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑' }

function kept(): boolean {
  try {
    return localStorage.getItem('sourcebook.keys') !== 'off'
  } catch {
    return true
  }
}

/** Whether single keys judge. */
export const keysOn = signal(kept())

/** What a key asks for; null while somebody types, with Ctrl or Alt, or when keys are off. */
export function keyOf(event: KeyboardEvent): string | null {
  const arrow = event.key.startsWith('Arrow')
  if (!(keysOn.value || arrow) || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.repeat && !/^(j|k|Arrow)/.test(event.key)) return null
  const on = event.target as HTMLElement
  if (on.closest('input:not([type=checkbox]), select, textarea, [contenteditable], dialog')) return null
  if (arrow && on !== document.body && !on.closest('.queue')) return null
  return KEYS.find(([, keys]) => keys.includes(event.key))?.[0] ?? null
}

export function Keys() {
  return (
    <dl class="fields keys">
      {KEYS.map(([name, keys, words]) => (
        <div key={name}>
          <dt>{keys.map((key) => <kbd key={key}>{SIGNS[key] ?? key}</kbd>)}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
