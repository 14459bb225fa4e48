export default function Posture() {
  return <p class="empty">…</p>
}
