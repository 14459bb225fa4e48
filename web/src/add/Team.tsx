export default function Team() {
  return <p class="empty">…</p>
}
