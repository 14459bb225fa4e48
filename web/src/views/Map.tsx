import { Pane } from '../parts/Pane'

export default function Map({ front = false }: { readonly front?: boolean }) {
  return (
    <Pane name="map" title="Map" front={front}>
      <p class="empty">…</p>
    </Pane>
  )
}
