import { Pane } from '../parts/Pane'

export default function Network({ front = false }: { readonly front?: boolean }) {
  return (
    <Pane name="network" title="Network" front={front}>
      <p class="empty">…</p>
    </Pane>
  )
}
