export default function Add() {
  return <p class="empty">…</p>
}
