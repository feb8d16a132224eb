import { browserRooms, forgetRooms } from '../live/keptRooms.ts'
import { browserStorage } from '../services/persistence.ts'
import { Notes } from './comments.ts'
import { browserComments, browserTabs, type CommentStore } from './shelf.ts'

/** Where the browser keeps them; what rooms had of them goes with them. */
function browserShelf(): CommentStore {
  const comments = browserComments()
  return {
    ...comments,
    async clear() {
      await Promise.all([comments.clear(), forgetRooms(browserRooms(), browserStorage(window))])
    },
  }
}

/** The notes of the page. */
export const createNotes = (): Notes =>
  new Notes({
    shelf: browserShelf(),
    tabs: browserTabs(),
    keep: browserStorage(window),
    now: Date.now,
    newId: () => crypto.randomUUID(),
  })
