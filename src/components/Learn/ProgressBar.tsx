import { useState } from 'react'
import { useActions, useLabStore } from '#store/services/hooks.ts'
import { useProgress } from '#store/learn/useProgress.ts'
import { lessons } from '#store/learn/learn.ts'
import { chooseJson, saveText, takeFile } from '#store/files/files.ts'
import { progressText } from '#store/learn/progress.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './Learn.module.css'

/** How far one has come, and what can be done with that. */
export function ProgressBar() {
  const { progress, isKept, keeper } = useProgress()
  const { notify } = useActions()
  const lab = useLabStore()
  const [isAsked, setAsked] = useState(false)
  const done = Object.keys(progress.lessons).length
  const isNone = done === 0 && progress.asked === 0
  const erase = (): void => {
    if (!isAsked) return setAsked(true)
    setAsked(false)
    keeper.erase()
    notify({ kind: 'done', text: 'Your progress is erased.' })
  }
  return (
    <section className={styles.progress} aria-label="Your progress">
      <p>
        <b>{done}</b> of {lessons.length} lessons,{' '}
        {progress.asked === 0 ? (
          'no practice yet'
        ) : (
          <>
            <b>{progress.right}</b> of {progress.asked} practice questions right
          </>
        )}
        {isKept ? null : (
          <span className={styles.unkept}> – this browser keeps nothing; export it before you leave</span>
        )}
      </p>
      <button
        type="button"
        className={css(parts.btn, parts.small)}
        disabled={isNone}
        onClick={() => saveText(window, 'aftercancel-progress.json', 'application/json', progressText(progress))}
      >
        Export
      </button>
      <button
        type="button"
        className={css(parts.btn, parts.small)}
        onClick={() => chooseJson(window, (file) => void takeFile(lab, file, keeper.take))}
      >
        Import
      </button>
      <button
        type="button"
        className={css(parts.btn, parts.small, isAsked && styles.sure)}
        disabled={isNone}
        onClick={erase}
        onBlur={() => setAsked(false)}
      >
        {isAsked ? 'Really erase?' : 'Erase'}
      </button>
    </section>
  )
}
