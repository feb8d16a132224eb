import { browserStorage } from '../services/persistence.ts'
import { Notes } from './comments.ts'
import { browserComments, browserTabs } from './shelf.ts'

/** The notes of the page. */
export const createNotes = (): Notes =>
  new Notes({
    shelf: browserComments(),
    tabs: browserTabs(),
    keep: browserStorage(window),
    now: Date.now,
    newId: () => crypto.randomUUID(),
  })
