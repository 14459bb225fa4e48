export default function Search() {
  return <p class="empty">…</p>
}
