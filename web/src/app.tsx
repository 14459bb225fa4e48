import { useEffect } from 'preact/hooks'

import { Bar } from './parts/Bar'
import { Top } from './parts/Top'
import { later } from './parts/later'
import { theme, trouble, view, who } from './state'

const Reader = later(() => import('./views/Reader'))
const Timeline = later(() => import('./views/Timeline'))
const Map = later(() => import('./views/Map'))
const Network = later(() => import('./views/Network'))
const Panel = later(() => import('./panel/Panel'))
const Queue = later(() => import('./judge/Queue'))
const History = later(() => import('./judge/History'))
const LogIn = later(() => import('./judge/LogIn'))
const Diff = later(() => import('./ask/Diff'))
const Posture = later(() => import('./ask/Posture'))
const Reach = later(() => import('./ask/Reach'))
const Search = later(() => import('./ask/Search'))
const Add = later(() => import('./add/Add'))
const Team = later(() => import('./add/Team'))

export function App() {
  useTheme()
  if (who.value?.accounts && !who.value.role) return <LogIn />
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
      <Main />
      {!wide && <Panel />}
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
