import type { ClaimDetail } from '../words'

/** Accept, reject or correct a claim. */
export function Judge({ claim }: { readonly claim: ClaimDetail }) {
  return <div data-of={claim.row.id} />
}
