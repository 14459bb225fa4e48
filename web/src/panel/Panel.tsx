import { selected } from '../state'

/** Everything known about what is selected; each line opens its words. */
export default function Panel() {
  return <aside class="panel" aria-label="Details">{selected.value ? selected.value.id : 'Nothing is selected.'}</aside>
}
