import { useState } from 'react'
import { saveText } from '#store/files/files.ts'
import { useRecorder } from '#store/recording/useRecorder.ts'
import { useActions } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './DemoBar.module.css'

/** While a demo is recorded: what was done last, a caption for it, and the file. */
export function DemoBar() {
  const { recorder, title, count, last } = useRecorder()
  const { setRecorded, notify } = useActions()
  const [caption, setCaption] = useState('')
  const small = css(parts.btn, parts.small)
  const say = (): void => {
    if (caption.trim() === '') return
    recorder.say(caption.trim())
    setCaption('')
  }
  const save = (): void => {
    // A caption that was written and not yet added belongs to it.
    say()
    saveText(window, 'my.demo.json', 'application/json', recorder.text())
    setRecorded(false)
    notify({ kind: 'done', text: 'The demo is saved. “npm run demo -- my.demo.json” plays and films it.' })
  }
  return (
    <section className={styles.bar} aria-label="Recording of a demo">
      <p>
        <b>Recording</b> {count} {count === 1 ? 'step' : 'steps'} <span className={parts.muted}>{last}</span>
      </p>
      <input
        aria-label="Caption"
        placeholder="Say something to what was done last"
        maxLength={600}
        value={caption}
        onChange={({ target }) => setCaption(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') say()
        }}
      />
      <button type="button" className={small} onClick={say}>
        Add the caption
      </button>
      <button type="button" className={small} disabled={count < 2} onClick={() => recorder.dropLast()}>
        Drop the last step
      </button>
      <input
        aria-label="Title of the demo"
        maxLength={200}
        value={title}
        onChange={({ target }) => recorder.setTitle(target.value)}
      />
      <button type="button" className={css(parts.btn, parts.small, parts.key)} onClick={save}>
        Save the demo
      </button>
      <button type="button" className={small} onClick={() => setRecorded(false)}>
        Discard
      </button>
    </section>
  )
}
