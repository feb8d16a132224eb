import { useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { TextField } from 'react-aria-components/TextField'
import { invitation, isKeptFrom, nameRoom, parseRoom, roomText } from '#store/live/rooms.ts'
import type { LiveState } from '#store/live/live.ts'
import { useLive } from '#store/live/useLive.ts'
import { usePage } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import parts from '#styles/parts.module.css'
import { css } from '../../parts/css.ts'
import sheets from '../../Sheets/Sheets.module.css'
import styles from './Together.module.css'

const relayWords: Readonly<Record<LiveState['relay'], string>> = {
  none: '',
  here: 'in the room',
  away: 'relay away',
}

/** Who is there; leads to what pages share, and over which relay. */
export function Together() {
  const live = useLive()
  const [isOpen, setOpen] = useState(false)
  const count = Math.max(1, live.people.length)
  return (
    <>
      <button type="button" className={css(parts.btn, parts.quiet, styles.face)} onClick={() => setOpen(true)}>
        <i data-relay={live.relay} aria-hidden="true" />
        <span>
          Together: {count}
          {live.relay === 'none' ? null : <span className={styles.words}>, {relayWords[live.relay]}</span>}
        </span>
      </button>
      {isOpen ? <TogetherDialog live={live} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

interface Props {
  readonly live: LiveState
  readonly onClose: () => void
}

function TogetherDialog({ live: { room, relay, people }, onClose }: Props) {
  const { author, notes } = useNotes()
  const { copyText } = usePage()
  const [address, setAddress] = useState(room === null ? '' : roomText(room))
  const parsed = parseRoom(address)
  const isIn = parsed.ok && room !== null && roomText(parsed.value) === roomText(room)
  const enter = (): void => {
    if (!parsed.ok) return
    nameRoom(window, parsed.value)
    window.location.reload()
  }
  const leave = (): void => {
    nameRoom(window, null)
    window.location.reload()
  }
  return (
    <ModalOverlay
      className={css(sheets.overlay)}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <Modal className={css(sheets.modal)} data-width="text">
        <Dialog className={css(sheets.dialog)}>
          <header className={sheets.head}>
            <Heading slot="title">Together</Heading>
          </header>
          <div className={styles.body}>
            <p>
              Pages that are together share comments, votes and decisions, and in a meeting the clause in view and the
              agenda. Pages of this browser always are. For other browsers, name a room on a relay, the same in each:
              everybody who can reach it can read along.
            </p>
            <TextField value={author} onChange={(name) => notes.setAuthor(name)}>
              <Label>Your name</Label>
              <Input maxLength={80} />
            </TextField>
            <TextField value={address} onChange={setAddress}>
              <Label>Address of the room</Label>
              <Input maxLength={300} placeholder="ws://192.168.0.5:1234/review" spellCheck={false} />
            </TextField>
            {room === null ? null : (
              <TextField value={invitation(window.location.href, room)} isReadOnly>
                <Label>Link to this room, for others</Label>
                <Input onFocus={({ target }) => target.select()} />
              </TextField>
            )}
            <output className={parts.muted}>
              {address !== '' && !parsed.ok
                ? `This is no address of a room: ${parsed.error}.`
                : parsed.ok && isKeptFrom(window.location.href, parsed.value)
                  ? 'This page came over https: browsers let it reach a relay on another machine only by wss.'
                  : relay === 'here'
                    ? 'This page is in the room.'
                    : relay === 'away'
                      ? 'The relay does not answer. What is written here stays here, and goes out when it does.'
                      : '“npm run relay” starts a relay on this machine and prints its address.'}
            </output>
            <p>
              {people.length === 0 ? '' : `Who is here now: ${people.join(', ')}. `}The page is allowed to contact that
              address and no other. It reloads when you enter or leave, since that is when the permission changes.
            </p>
          </div>
          <div className={styles.answers}>
            {room === null ? null : (
              <>
                <button
                  type="button"
                  className={parts.btn}
                  onClick={() =>
                    copyText(
                      invitation(window.location.href, room),
                      'The link to this room is in the clipboard. Whoever opens it is asked before entering.',
                    )
                  }
                >
                  Copy link to the room
                </button>
                <button type="button" className={parts.btn} onClick={leave}>
                  Leave the room
                </button>
              </>
            )}
            <button type="button" className={parts.btn} onClick={onClose}>
              Close
            </button>
            <button type="button" className={css(parts.btn, parts.key)} disabled={!parsed.ok || isIn} onClick={enter}>
              Enter the room
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
