import { browserStorage } from '../services/persistence.ts'

/** A room on a relay that somebody has named. */
export interface Room {
  /** `ws://192.168.0.5:1234` */
  readonly relay: string
  readonly name: string
}

const shape = /^(wss?:\/\/[\w.:[\]-]+)\/([\w.~-]{1,80})$/

/** The room that an address is of; null: it is of none. */
export function roomOf(text: string): Room | null {
  const [, relay, name] = shape.exec(text.trim()) ?? []
  return relay === undefined || name === undefined ? null : { relay, name }
}

/** How the address of a page begins that invites into a room. */
export const roomRoute = '/room/'

/** Under which the browser keeps the address of the room that was named. */
export const relayKey = 'relay'

/** The room that somebody has named in this browser; null: none. */
export const namedRoom = (page: Window): Room | null => roomOf(browserStorage(page).read(relayKey) ?? '')

/**
 * Narrows what this page may contact to itself and the relay that was named. The policy of the built page is fixed and allows relays as
 * such; a second one takes away what neither allows, and nothing can take it back.
 */
export function allowOnlyNamedRelay(page: Window): void {
  if (import.meta.env.DEV) return
  const policy = page.document.createElement('meta')
  policy.httpEquiv = 'Content-Security-Policy'
  policy.content = `connect-src 'self' ${namedRoom(page)?.relay ?? ''}`
  page.document.head.prepend(policy)
}
