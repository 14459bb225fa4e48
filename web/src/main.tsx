import { render } from 'preact'

import './style/tokens.css'
import './style/bar.css'
import './style/layout.css'
import './style/reader.css'
import { App } from './app'
import { start } from './state'

// The address is read before the first drawing, so that no view is asked for in vain.
void start()
const root = document.getElementById('app')
if (root) render(<App />, root)
