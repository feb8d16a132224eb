import { useEffect } from 'react'
import { useActions, useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { CloseIcon } from '../parts/icons.tsx'
import styles from './Notice.module.css'

/** How long it is told that something went well, in milliseconds. */
const doneTime = 6000

/** One sentence about what went wrong, which stays until it is closed or the next one comes; or about what went well. */
export function Notice() {
  const notice = useLab((state) => state.notice)
  const { notify } = useActions()
  useEffect(() => {
    if (notice?.kind !== 'done') return
    const timer = setTimeout(() => notify(null), doneTime)
    return () => clearTimeout(timer)
  }, [notice, notify])
  return (
    <div className={styles.place} role={notice?.kind === 'error' ? 'alert' : 'status'}>
      {notice === null ? null : (
        <div className={styles.notice} data-kind={notice.kind}>
          <p>{notice.text}</p>
          <button
            type="button"
            className={css(parts.btn, parts.icon, parts.small, parts.quiet)}
            aria-label="Close this message"
            onClick={() => notify(null)}
          >
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  )
}
