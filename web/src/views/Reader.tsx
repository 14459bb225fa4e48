import { Pane } from '../parts/Pane'

export default function Reader({ front = false }: { readonly front?: boolean }) {
  return (
    <Pane name="reader" title="Reader" front={front}>
      <p class="empty">…</p>
    </Pane>
  )
}
