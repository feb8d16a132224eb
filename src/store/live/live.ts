import { createStore, type StoreApi } from 'zustand/vanilla'
import { Doc } from 'yjs'
import { Awareness } from 'y-protocols/awareness'
import { createNotes } from '../review/browserNotes.ts'
import type { Services } from '../services/services.ts'
import { browserStorage } from '../services/persistence.ts'
import { browserRooms } from './keptRooms.ts'
import { namedRoom, type Room } from './relay.ts'
import { roomText } from './rooms.ts'
import { shareClause } from './sharedClause.ts'
import { shareAll, type Kept } from './sharing.ts'
import { shareWithTabs } from './tabs.ts'

export interface LiveState {
  /** The room on a relay; null: only the pages of this browser are together. */
  readonly room: Room | null
  /** `away`: the relay does not answer; what is written meanwhile goes out when it does. */
  readonly relay: 'none' | 'here' | 'away'
  /** The names of those who are there, this page included. */
  readonly people: readonly string[]
}

export interface Live {
  readonly store: StoreApi<LiveState>
  /** Begins, once. */
  readonly start: () => void
}

const nameless = 'somebody without a name'

/** Pages that are together: always those of this browser, and those of the room that was named. */
export function createLive(services: Services): Live {
  const room = namedRoom(window)
  const store = createStore<LiveState>()(() => ({ room, relay: room === null ? 'none' : 'away', people: [] }))
  let isStarted = false
  return {
    store,
    start() {
      if (isStarted) return
      isStarted = true
      void begin(services, store, room)
    },
  }
}

const keptIn = (room: Room): Kept => ({
  room: roomText(room),
  shelf: browserRooms(),
  keep: browserStorage(window),
  now: Date.now,
  waitMs: 1000,
  whenLeft(then) {
    window.addEventListener('pagehide', then)
    return () => window.removeEventListener('pagehide', then)
  },
})

async function begin(services: Services, store: StoreApi<LiveState>, room: Room | null): Promise<void> {
  const notes = services.of(createNotes)
  const doc = new Doc()
  const people = new Awareness(doc)
  // Pages of one browser have the same database; what goes elsewhere has to be told from what is there already.
  const { arrive } = await shareAll(doc, notes, room === null ? null : keptIn(room))
  const mayLead = (): boolean => store.getState().relay !== 'away'
  const clause = shareClause(doc, services.lab, mayLead)
  people.on('change', () => {
    const names = [...people.getStates().values()].map(({ name }) => (typeof name === 'string' && name) || nameless)
    store.setState({ people: names })
  })
  const tellName = (): void => people.setLocalStateField('name', notes.store.getState().author)
  tellName()
  notes.store.subscribe(({ author }, before) => {
    if (author !== before.author) tellName()
  })
  if (typeof BroadcastChannel !== 'undefined') {
    const name = room === null ? 'aftercancel-together' : `aftercancel-together ${roomText(room)}`
    shareWithTabs(doc, people, new BroadcastChannel(name))
  }
  if (room !== null)
    void import('y-websocket').then(({ WebsocketProvider }) => {
      // The pages of this browser are together already.
      const relay = new WebsocketProvider(room.relay, room.name, doc, { awareness: people, disableBc: true })
      relay.on('sync', (isThere: boolean) => {
        if (!isThere) return
        store.setState({ relay: 'here' })
        arrive()
        // Who comes back goes to where the others are.
        clause.follow()
      })
      relay.on('status', ({ status }: { readonly status: string }) => {
        if (status !== 'connected') store.setState({ relay: 'away' })
      })
    })
}
