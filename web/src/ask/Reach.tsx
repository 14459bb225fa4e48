export default function Reach() {
  return <p class="empty">…</p>
}
