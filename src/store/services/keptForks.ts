import { forksText, takeForksText } from '../lab/forksFile.ts'
import type { LabStore } from '../lab/lab.ts'
import type { KeyValueStore } from './persistence.ts'

const key = 'forks'

/** Keeps kept runs in the browser. What other tabs keep comes in as well; nothing that is here goes for it. */
export function keepForks(lab: LabStore, keep: KeyValueStore, page: Pick<Window, 'addEventListener'>): void {
  /** What is stored, so that nothing is written that came from there. */
  let stored = keep.read(key)
  const takeIn = async (text: string | null): Promise<void> => {
    stored = text
    if (text === null || text === '') return
    const taken = await takeForksText(lab, text)
    // What this version cannot read is not written over.
    if (!taken.ok) keep.write(`${key}-unread`, text)
  }
  const write = (): void => {
    const text = forksText(lab.getState().forks)
    if (text === stored) return
    stored = text
    keep.write(key, text)
  }
  let isRead = stored === null || stored === ''
  lab.subscribe(({ forks }, before) => {
    if (isRead && forks !== before.forks) write()
  })
  if (!isRead)
    void takeIn(stored).finally(() => {
      isRead = true
      write()
    })
  else if (lab.getState().forks.length > 0) write()
  page.addEventListener('storage', (event) => {
    if (event.key === `aftercancel/${key}`) void takeIn(event.newValue)
  })
}
