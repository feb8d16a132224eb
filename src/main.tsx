import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#styles/tokens.css'
import '#styles/base.css'
import { App } from '#components/App.tsx'
import { ServicesContext } from '#store/services/context.ts'
import { startLab } from '#store/services/start.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const services = startLab(window)
createRoot(root).render(
  <StrictMode>
    <ServicesContext value={services}>
      <App />
    </ServicesContext>
  </StrictMode>,
)

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Refused in private windows and on hosts without https: the page then only works online, which is no fault.
  navigator.serviceWorker.register(new URL('sw.js', document.baseURI)).catch(() => undefined)
}
