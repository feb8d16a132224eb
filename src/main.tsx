import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import '#styles/tokens.css'
import '#styles/base.css'
import { App } from '#components/App.tsx'
import { ServicesContext } from '#store/services/context.ts'
import { allowOnlyNamedRelay } from '#store/live/relay.ts'
import { isEmbedded } from '#store/services/embedHash.ts'
import { startLab } from '#store/services/start.ts'

allowOnlyNamedRelay(window)
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const show = (all: ReactNode): void => createRoot(root).render(<StrictMode>{all}</StrictMode>)

/** A run for a frame in somebody else's page. */
async function showEmbedded(): Promise<void> {
  const [{ Embed }, { embeddedFrom }] = await Promise.all([
    import('#components/Embed/Embed.tsx'),
    import('#store/services/embedded.ts'),
  ])
  show(<Embed embedded={await embeddedFrom(window)} />)
}

if (isEmbedded(window.location.hash)) void showEmbedded()
else {
  const services = startLab(window)
  show(
    <ServicesContext value={services}>
      <App />
    </ServicesContext>,
  )
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    // Refused in private windows and on hosts without https: the page then only works online, which is no fault.
    navigator.serviceWorker.register(new URL('sw.js', document.baseURI)).catch(() => undefined)
  }
}
