/** Accept or reject every claim of an incident or a tie. */
export function Whole({ id }: { readonly id: string }) {
  return <div data-of={id} />
}
