import { err, ok, type Result } from '#base/result.ts'
import { browserStorage } from '../services/persistence.ts'
import { relayKey, roomOf, roomRoute, type Room } from './relay.ts'

/** Reads the address of a room: of a relay, a stroke, and the name of the room. */
export function parseRoom(text: string): Result<Room> {
  const room = roomOf(text)
  return room === null
    ? err('expected the address of a relay and the name of a room, as ws://192.168.0.5:1234/review')
    : ok(room)
}

/** Reads the room of an invitation, from what stands in the address behind its beginning. */
export function parseInvitation(text: string): Result<Room> {
  try {
    return parseRoom(decodeURIComponent(text))
  } catch {
    return parseRoom('')
  }
}

export const roomText = ({ relay, name }: Room): string => `${relay}/${name}`

/** An address that invites into a room. Whoever opens it is asked before anything is contacted. */
export const invitation = (page: string, room: Room): string =>
  `${page.split('#')[0] ?? ''}#${roomRoute}${encodeURIComponent(roomText(room))}`

/** Whether browsers keep a page from a relay: what came over https reaches no other machine without encryption. */
export const isKeptFrom = (page: string, { relay }: Room): boolean =>
  page.startsWith('https:') && relay.startsWith('ws:') && !/^ws:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(relay)

/** Names a room, or with null none. What the page may contact is settled when it is opened: it has to be opened again. */
export const nameRoom = (page: Window, room: Room | null): void =>
  browserStorage(page).write(relayKey, room === null ? '' : roomText(room))
