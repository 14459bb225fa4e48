export default function Queue() {
  return <p class="empty">…</p>
}
