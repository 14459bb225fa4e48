import type { ClaimDetail } from '../words'

/** Join a claim to the incident of another, or cut it off. */
export function Join({ claim }: { readonly claim: ClaimDetail }) {
  return <div data-of={claim.row.id} />
}
