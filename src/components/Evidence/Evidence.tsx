import { useMedia } from '#store/services/hooks.ts'
import { useEvidence } from '#store/evidence/useEvidence.ts'
import { useTitle } from '../parts/useTitle.ts'
import { Clauses } from './Clauses.tsx'
import { Empty } from './Empty.tsx'
import styles from './Evidence.module.css'
import { Facts } from './Facts.tsx'
import { Lines } from './Lines.tsx'
import { Pick } from './Pick.tsx'
import { Readings } from './Readings.tsx'
import { Recordings } from './Recordings.tsx'
import { RunPicture } from './RunPicture.tsx'
import { Deeds } from './Deeds.tsx'
import { Verdict } from './Verdict.tsx'

/** A recording of a real system, explained by a run of the model or refused with the clause. */
export function Evidence() {
  const { state, place, recordings } = useEvidence()
  const { read, judgement, id } = state
  useTitle('Evidence', read?.name ?? '')
  const isPhone = useMedia('(max-width: 37.5em)')
  const isOpen = id !== null
  return (
    <div className={styles.evidence} data-open={isOpen ? '' : undefined}>
      {isPhone ? <Pick state={state} /> : <Recordings state={state} recordings={recordings} />}
      {isOpen ? (
        <>
          <article className={styles.stage} aria-label={read?.name ?? 'Recording'}>
            <Verdict state={state} pinned={place.pinned} recordings={recordings} />
            {read === null ? null : (
              <>
                {judgement === null || judgement.report.run === null ? null : (
                  <RunPicture read={read} judgement={judgement} selected={place.line} />
                )}
                <Lines state={state} selected={place.line} operation={place.operation} />
              </>
            )}
          </article>
          {read === null ? null : (
            <aside className={styles.side} aria-label="What it says">
              {judgement === null ? null : (
                <>
                  <Readings read={read} judgement={judgement} pinned={place.pinned} />
                  <Clauses read={read} judgement={judgement} />
                </>
              )}
              <Facts read={read} judgement={judgement} />
              <Deeds state={state} recordings={recordings} />
            </aside>
          )}
        </>
      ) : (
        <Empty />
      )}
    </div>
  )
}
