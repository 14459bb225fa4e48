import type { Field } from '../words'
import { Dated } from './Said'
import { labelOf } from './labels'

/** What a claim says, field by field; flags only where they are set. */
export function Fields({ of, without = [] }: { readonly of: readonly Field[]; readonly without?: readonly string[] }) {
  const told = of.filter((f) => f.shown !== '' && (f.sort !== 'flag' || f.value === true) && !without.includes(f.name))
  return (
    <dl class="fields">
      {told.map((f) => (
        <div key={f.name}>
          <dt>{f.label}</dt>
          <dd dir="auto">
            <Shown of={f} />
            {f.drafted !== null && <span class="muted small"> (drafted: {f.drafted || 'nothing'})</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Shown({ of }: { readonly of: Field }) {
  if (of.sort === 'date' && typeof of.value === 'string') return <Dated edtf={of.value} />
  if (of.sort === 'choice' && typeof of.value === 'string') return <>{labelOf(of.name, of.value)}</>
  return <>{of.shown}</>
}
