import { render } from 'preact'

import './style/tokens.css'
import './style/bar.css'
import './style/layout.css'
import { App } from './app'
import { start } from './state'

const root = document.getElementById('app')
if (root) render(<App />, root)
void start()
