export default function LogIn() {
  return <p class="empty">…</p>
}
