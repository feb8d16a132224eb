import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '#components/App.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Refused in private windows and on hosts without https: the page then only works online, which is no fault.
  navigator.serviceWorker.register(new URL('sw.js', document.baseURI)).catch(() => undefined)
}
