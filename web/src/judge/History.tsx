export default function History() {
  return <p class="empty">…</p>
}
