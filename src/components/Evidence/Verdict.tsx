import { headlineOf, leadOf } from '#store/evidence/headline.ts'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import type { EvidenceState, Recordings } from '#store/evidence/evidence.ts'
import type { Value } from '#store/lab/types.ts'
import { useLabStore } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { FlagIcon } from '../parts/icons.tsx'
import { Deviations } from './Deviations.tsx'
import styles from './Verdict.module.css'
import { VerdictMark } from './VerdictMark.tsx'

interface Props {
  readonly state: EvidenceState
  readonly pinned: Readonly<Record<string, Value>>
  readonly recordings: Recordings
}

/** What came of it in a sentence, how far it is, and what stops the search and takes it further. */
export function Verdict({ state, pinned, recordings }: Props) {
  const lab = useLabStore()
  const { mode, judgement, read, error, progress } = state
  const verdict = judgement?.report.verdict ?? null
  const isBusy = mode === 'explaining'
  const count = read?.opened.observation.lines.length ?? 0
  const decided = Object.keys(pinned).length
  return (
    <section className={styles.verdict} aria-label="Verdict">
      <div className={styles.head}>
        {mode === 'judged' || mode === 'stopped' ? <VerdictMark verdict={verdict} /> : null}
        <h2>{error ?? (mode === 'loading' ? 'The recording is on its way.' : headlineOf(state))}</h2>
        {isBusy ? (
          <button type="button" className={`${parts.btn} ${styles.stop}`} onClick={() => void recordings.stop()}>
            <FlagIcon />
            Cancel the search
          </button>
        ) : mode === 'stopped' || mode === 'failed' || verdict === 'notDecided' ? (
          <button type="button" className={parts.btn} onClick={() => recordings.more(pinned)}>
            {verdict === 'notDecided' ? 'Look further' : 'Search again'}
          </button>
        ) : null}
      </div>
      {isBusy ? (
        <progress
          className={styles.progress}
          max={Math.max(1, count)}
          value={progress.explained}
          aria-label="Lines that are explained"
        />
      ) : null}
      <p className={styles.lead}>
        {leadOf(state).map(({ text, tone }, i) => (
          // Pieces of one sentence have no identity but their place.
          <span key={i} data-tone={tone}>
            {text}
          </span>
        ))}
      </p>
      {decided === 0 ? null : (
        <p className={styles.decided}>
          {decided === 1 ? 'One choice is' : `${decided} choices are`} decided by hand.{' '}
          <button type="button" className={parts.link} onClick={() => setEvidence(lab, { pinned: {} })}>
            Leave all of them open
          </button>
        </p>
      )}
      {read === null || judgement === null || verdict !== 'notAllowed' ? null : (
        <Deviations read={read} judgement={judgement} pinned={pinned} />
      )}
      <output aria-label="State of the search" className={parts.sr}>
        {isBusy ? 'The search is running.' : mode === 'judged' || mode === 'stopped' ? headlineOf(state) : ''}
      </output>
    </section>
  )
}
