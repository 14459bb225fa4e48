// How sure the words are, as the map and the network draw it.

/** Modalities as they are drawn: those that mean the same to a reader share a colour. */
export const MODALITIES = ['asserted', 'hedged', 'planned', 'negated', 'generic'] as const
export type Drawn = (typeof MODALITIES)[number]
export const MODALITY_WORDS: Readonly<Record<Drawn, string>> = {
  asserted: 'stated as fact',
  hedged: 'said with doubt',
  planned: 'planned or conditional',
  negated: 'denied',
  generic: 'general or asked',
}

export function drawnAs(modality: string): Drawn {
  if (modality === 'conditional') return 'planned'
  if (modality === 'question') return 'generic'
  return (MODALITIES as readonly string[]).includes(modality) ? (modality as Drawn) : 'generic'
}
