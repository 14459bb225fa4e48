import { MODALITIES, MODALITY_WORDS } from '../modality'

const DASHES: Readonly<Record<string, string>> = { hedged: '5 3', planned: '2 3' }

/** What the marks mean, and where the ground is from. */
export function Legend() {
  return (
    <div class="key small" role="region" aria-label="Legend of the map" tabIndex={0}>
      <dl>
        {MODALITIES.map((name) => [
          <dt key={name}><svg aria-hidden="true" viewBox="0 0 40 18"><circle cx="20" cy="9" r="6.5" fill="none" stroke={`var(--${name})`} stroke-width={name === 'generic' ? 1.2 : 3} stroke-dasharray={DASHES[name]} />{name === 'negated' && <circle cx="20" cy="9" r="6.5" fill="none" stroke="var(--ground)" />}</svg></dt>,
          <dd key={`${name} words`}>{MODALITY_WORDS[name]}</dd>,
        ])}
        <dt><svg aria-hidden="true" viewBox="0 0 40 18"><circle cx="20" cy="9" r="8" fill="none" stroke="var(--ink-2)" /><text x="20" y="13" text-anchor="middle" font-size="10" fill="var(--ink)">7</text></svg></dt>
        <dd>incidents at several places close together; click to go nearer</dd>
        <dt><svg aria-hidden="true" viewBox="0 0 40 18"><rect x="14" y="3" width="12" height="12" fill="none" stroke="var(--asserted)" stroke-width="2.5" /><path d="M10 2v14M30 2v14" stroke="var(--ink)" stroke-width="2" /></svg></dt>
        <dd>a crossing</dd>
        <dt><svg aria-hidden="true" viewBox="0 0 40 18"><circle cx="20" cy="9" r="8" fill="var(--asserted)" fill-opacity="0.2" stroke="var(--asserted)" stroke-width="1.5" /></svg></dt>
        <dd>near a place: somewhere in the circle</dd>
        <dt><svg aria-hidden="true" viewBox="0 0 40 18"><circle cx="20" cy="9" r="8" fill="var(--asserted)" fill-opacity="0.12" stroke="var(--asserted)" stroke-width="1.5" stroke-dasharray="4 3" /></svg></dt>
        <dd>somewhere in a country, region or sea; the circle has about its size, not its outline</dd>
        <dt><svg aria-hidden="true" viewBox="0 0 40 18"><path d="M2 9h36" stroke="var(--map-disputed)" stroke-width="1.5" stroke-dasharray="4 3" /></svg></dt>
        <dd>border in dispute or a line of control; areas in dispute are tinted</dd>
        <dt><svg aria-hidden="true" viewBox="0 0 40 18"><path d="M2 9h36" stroke="var(--ink-3)" /></svg></dt>
        <dd>ties between places, and from an actor’s seat to where it is active; dashed when not sure</dd>
      </dl>
      <p class="muted">The ground shows borders as they are held, simplified, as of 2017; it takes no side. Made with Natural Earth (public domain).</p>
    </div>
  )
}
