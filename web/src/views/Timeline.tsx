import { Pane } from '../parts/Pane'

export default function Timeline({ front = false }: { readonly front?: boolean }) {
  return (
    <Pane name="timeline" title="Timeline" front={front}>
      <p class="empty">…</p>
    </Pane>
  )
}
