import { useActions, useLab } from '#store/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { CloseIcon } from '../parts/icons.tsx'
import styles from './Notice.module.css'

/** One sentence about what went wrong, or well. It stays until it is closed or the next one comes. */
export function Notice() {
  const notice = useLab((state) => state.notice)
  const { notify } = useActions()
  return (
    <div className={styles.place} role={notice?.kind === 'error' ? 'alert' : 'status'}>
      {notice === null ? null : (
        <div className={styles.notice} data-kind={notice.kind}>
          <p>{notice.text}</p>
          <button type="button" className={css(parts.btn, parts.icon, parts.small, parts.quiet)} aria-label="Close this message" onClick={() => notify(null)}>
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  )
}
