import { useLab } from '#store/services/hooks.ts'
import { lastInWords } from '#store/explore/inspect.ts'
import parts from '#styles/parts.module.css'
import styles from './Transport.module.css'

/** The tick of the playhead, large, and what happened last. It changes too often to be announced. */
export function Readout() {
  const playhead = useLab((state) => state.playhead)
  const scenario = useLab((state) => state.scenario)
  const last = lastInWords(scenario, playhead)
  return (
    <div className={styles.read}>
      <b>
        <span className={parts.sr}>Tick </span>
        {playhead}
      </b>
      <span title={last?.words}>
        {last === null ? (
          <span className={parts.muted}>nothing has happened yet</span>
        ) : (
          <>
            <span className={parts.muted}>{last.tick === playhead ? 'now:' : `last, at ${last.tick}:`}</span>{' '}
            {last.words}
          </>
        )}
      </span>
    </div>
  )
}
