// Colours as drawing libraries need them: read off the page's style sheet, anew when the theme turns.
import { signal } from '@preact/signals'

const NAMES = [
  'ground', 'ground-2', 'ground-3', 'line', 'line-strong', 'ink', 'ink-2', 'ink-3', 'accent', 'accent-soft', 'good', 'bad', 'warn',
  'asserted', 'hedged', 'planned', 'negated', 'generic', 'doer', 'target', 'place',
  'map-sea', 'map-land', 'map-coast', 'map-river', 'map-border', 'map-disputed', 'map-label', 'map-halo',
] as const
export type Colour = (typeof NAMES)[number]
export type Palette = Readonly<Record<Colour, string>> & { readonly theme: string }

function read(): Palette {
  const style = getComputedStyle(document.documentElement)
  const found = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || '#888888']))
  return { ...(found as Record<Colour, string>), theme: document.documentElement.dataset['theme'] ?? 'light' }
}

/** The colours of now. */
export const palette = signal<Palette>(read())

new MutationObserver(() => (palette.value = read())).observe(document.documentElement, { attributeFilter: ['data-theme'] })
/** After a style sheet arrived with a view. */
export function readAgain(): void {
  palette.value = read()
}
