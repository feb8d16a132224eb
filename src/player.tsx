import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#styles/tokens.css'
import '#styles/base.css'
import { Embed } from '#components/Embed/Embed.tsx'
import { embeddedIn } from '#store/services/embedded.ts'

/** The page that an export fills with one run: everything is in one file, the run as data in an element of its own. */
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
const embedded = await embeddedIn(window, document.getElementById('run')?.textContent ?? '')
createRoot(root).render(
  <StrictMode>
    <Embed embedded={embedded} />
  </StrictMode>,
)
