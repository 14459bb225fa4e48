export default function Diff() {
  return <p class="empty">…</p>
}
