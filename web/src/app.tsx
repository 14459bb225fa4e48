import { useEffect } from 'preact/hooks'
import { Suspense, lazy } from 'preact/compat'

import { Bar } from './parts/Bar'
import { Top } from './parts/Top'
import { theme, trouble, view, who } from './state'

const Reader = lazy(() => import('./views/Reader'))
const Timeline = lazy(() => import('./views/Timeline'))
const Map = lazy(() => import('./views/Map'))
const Network = lazy(() => import('./views/Network'))
const Panel = lazy(() => import('./panel/Panel'))
const Queue = lazy(() => import('./judge/Queue'))
const History = lazy(() => import('./judge/History'))
const LogIn = lazy(() => import('./judge/LogIn'))
const Diff = lazy(() => import('./ask/Diff'))
const Posture = lazy(() => import('./ask/Posture'))
const Reach = lazy(() => import('./ask/Reach'))
const Search = lazy(() => import('./ask/Search'))
const Add = lazy(() => import('./add/Add'))
const Team = lazy(() => import('./add/Team'))

const WAIT = <p class="empty">Loading …</p>

export function App() {
  useTheme()
  if (who.value?.accounts && !who.value.role) return <Suspense fallback={WAIT}><LogIn /></Suspense>
  return (
    <div class="page">
      <Top />
      <Bar />
      <Body />
      <Notice />
    </div>
  )
}

function Body() {
  const wide = view.value === 'add' || view.value === 'team'
  return (
    <main class={`body ${wide ? 'wide' : ''}`}>
      <Suspense fallback={WAIT}><Main /></Suspense>
      {!wide && <Suspense fallback={<aside class="panel" />}><Panel /></Suspense>}
    </main>
  )
}

function Main() {
  switch (view.value) {
    case 'queue': return <Queue />
    case 'history': return <History />
    case 'diff': return <Diff />
    case 'posture': return <Posture />
    case 'reach': return <Reach />
    case 'search': return <Search />
    case 'add': return <Add />
    case 'team': return <Team />
    case 'reader': return <div class="views one"><Reader front /></div>
    case 'timeline': return <div class="views one"><Timeline front /></div>
    case 'map': return <div class="views one"><Map front /></div>
    case 'network': return <div class="views one"><Network front /></div>
    default: return <div class="views"><Reader front /><Timeline /><Map /><Network /></div>
  }
}

function Notice() {
  if (!trouble.value) return null
  return (
    <div class="notice" role="alert">
      <span>{trouble.value}</span>
      <button onClick={() => (trouble.value = null)}>Close</button>
    </div>
  )
}

function useTheme() {
  const wanted = theme.value
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const put = () => (document.documentElement.dataset['theme'] = wanted === 'system' ? (dark.matches ? 'dark' : 'light') : wanted)
    put()
    dark.addEventListener('change', put)
    return () => dark.removeEventListener('change', put)
  }, [wanted])
}
