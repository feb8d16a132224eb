import { useEffect } from 'react'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextField } from 'react-aria-components/TextField'
import { namedRoom, type Room } from '#store/live/relay.ts'
import { invitation, isKeptFrom, nameRoom, parseInvitation, roomText } from '#store/live/rooms.ts'
import { holdMeeting } from '#store/review/reviewPlace.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { useActions, useLabStore } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../../parts/css.ts'
import { SheetFrame } from '../../Sheets/SheetFrame.tsx'
import styles from './Together.module.css'

/** What a link does that names a room: it asks; where this browser is in that room already, it leads to the meeting. */
export function RoomSheet({ address }: { readonly address: string }) {
  const lab = useLabStore()
  const { notify, openSheet } = useActions()
  const parsed = parseInvitation(address)
  const now = namedRoom(window)
  const isIn = parsed.ok && now !== null && roomText(now) === roomText(parsed.value)
  const refused = parsed.ok ? null : parsed.error
  useEffect(() => {
    if (refused !== null) notify({ kind: 'error', text: `The link names no room: ${refused}.` })
    if (isIn) holdMeeting(lab, { agenda: [], minutes: 0 })
    if (isIn || refused !== null) openSheet(null)
  }, [lab, notify, openSheet, isIn, refused])
  return parsed.ok && !isIn ? <Asked room={parsed.value} now={now} /> : null
}

function Asked({ room, now }: { readonly room: Room; readonly now: Room | null }) {
  const { author, notes } = useNotes()
  const { openSheet } = useActions()
  const enter = (): void => {
    nameRoom(window, room)
    // With the room named, the same link leads to the meeting.
    window.history.replaceState(null, '', invitation(window.location.href, room))
    window.location.reload()
  }
  return (
    <SheetFrame title="Enter this room?" width="text">
      <div className={styles.body}>
        <p>
          The link leads to the room <b className={parts.mono}>{room.name}</b> on the relay{' '}
          <b className={parts.mono}>{room.relay}</b>. Nothing was contacted yet.
        </p>
        <p>
          In the room this page shares the comments, votes and decisions that this browser keeps, and follows the
          meeting. Whoever runs the relay or can reach it can read along, so enter only where you know who that is.
          {now === null ? '' : ` You leave the room ${roomText(now)}.`}
        </p>
        {isKeptFrom(window.location.href, room) ? (
          <p>This page came over https: browsers let it reach a relay on another machine only by wss.</p>
        ) : null}
        <TextField value={author} onChange={(name) => notes.setAuthor(name)}>
          <Label>Your name, for the others</Label>
          <Input maxLength={80} />
        </TextField>
      </div>
      <div className={styles.answers}>
        <button type="button" className={parts.btn} onClick={() => openSheet(null)}>
          Not now
        </button>
        <button type="button" className={css(parts.btn, parts.key)} onClick={enter}>
          Enter room {room.name} at {room.relay}
        </button>
      </div>
    </SheetFrame>
  )
}
