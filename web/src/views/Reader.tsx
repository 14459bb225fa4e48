import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'

import { edtfInWords } from '../days'
import { MarkMissed } from '../judge/MarkMissed'
import { Pane } from '../parts/Pane'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { book, chosen, mayJudge, reading, select, show } from '../state'
import type { ReportText } from '../words'
import { Text } from './reader/Text'

/** Milliseconds after which the reports that are not open are named, too. */
const OTHERS_AFTER = 1500

/** A report with every claim's words marked by kind and modality. */
export default function Reader({ front = false }: { readonly front?: boolean }) {
  const background = useSignal(true)
  const answer = useAnswer<ReportText>(reading.value === null ? null : `/reports/${encodeURIComponent(reading.value)}`)
  const tools = (
    <>
      <Reports />
      <label class="row small" title="Also what the report only alludes to">
        <input type="checkbox" checked={background.value} onChange={(e) => (background.value = e.currentTarget.checked)} />
        allusions
      </label>
    </>
  )
  return (
    <Pane name="reader" title="Report" front={front} tools={tools}>
      {reading.value === null ? <Nothing /> : answer.value ? <Open report={answer.value} background={background.value} /> : <Waiting of={answer} />}
    </Pane>
  )
}

function Open({ report, background }: { readonly report: ReportText; readonly background: boolean }) {
  return (
    <div class="reader">
      <header>
        <h3 dir="auto">
          <button class="plain" onClick={() => select({ sort: 'report', id: report.id })}>{report.title ?? report.label}</button>
        </h3>
        <p class="muted small row">
          {report.publisher && <bdi>{report.publisher}</bdi>}
          {report.published ? <span>{edtfInWords(report.published)}</span> : <span>no date</span>}
          {report.author && <bdi>{report.author}</bdi>}
          {report.origin && <span class="chip">copy of <bdi>{report.origin}</bdi></span>}
          {report.copies.length > 0 && <span class="chip" title={report.copies.join('\n')}>{report.copies.length} {report.copies.length === 1 ? 'copy' : 'copies'}</span>}
        </p>
        <Legend />
      </header>
      <Text report={report} background={background} />
      {mayJudge.value && chosen.value?.report === report.id && <MarkMissed span={chosen.value} />}
    </div>
  )
}

function Legend() {
  return (
    <p class="legend small" aria-label="What the marks mean">
      <mark class="asserted">said outright</mark> <mark class="hedged">hedged</mark> <mark class="planned">planned</mark> <mark class="negated">denied</mark>{' '}
      <mark class="asserted relation">a tie</mark>
    </p>
  )
}

function Reports() {
  const reports = book.value?.world.reports
  const all = useSignal(false)
  useEffect(() => {
    const waiting = setTimeout(() => (all.value = true), OTHERS_AFTER)
    return () => clearTimeout(waiting)
  }, [])
  const options = useMemo(() => <Options of={all.value ? null : reading.value} />, [all.value || reading.value, reports])
  if (!reports?.id.length) return null
  return (
    <select class="grow cut" aria-label="Which report" value={reading.value ?? ''} onChange={(e) => select({ sort: 'report', id: e.currentTarget.value })}>
      {options}
    </select>
  )
}

/** Thousands of them: made when the views stand, and not made again for another selection. */
function Options({ of }: { readonly of: string | null }) {
  const { id: ids, label, title } = book.value!.world.reports
  const line = (id: string, n: number) => <option key={id} value={id}>{label[n]}{title[n] ? `: ${title[n]}` : ''}</option>
  return <>{ids.map((id, n) => (of === null || id === of ? line(id, n) : null))}</>
}

function Nothing() {
  return (
    <div class="empty">
      <p>This book holds no report yet.</p>
      <button class="primary" onClick={() => show('add')}>Add reports</button>
    </div>
  )
}
