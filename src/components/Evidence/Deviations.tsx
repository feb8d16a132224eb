import { deviationsOf, waysOutOf } from '#store/evidence/deviations.ts'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import type { Judgement, NamedRecording } from '#store/evidence/evidence.ts'
import type { Value } from '#store/lab/types.ts'
import { useLabStore } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import styles from './Deviations.module.css'

interface Props {
  readonly read: NamedRecording
  readonly judgement: Judgement
  readonly pinned: Readonly<Record<string, Value>>
}

/** The lines that cannot be had, what could have come instead, and how else one may read it. */
export function Deviations({ read, judgement, pinned }: Props) {
  const lab = useLabStore()
  const all = deviationsOf(read, judgement)
  const ways = waysOutOf(read, judgement)
  return (
    <div className={styles.deviations}>
      <ol>
        {all.map(({ index, place, found, allowed, clauses }) => (
          <li key={index}>
            <p>
              <b>{place}</b> <code>{found}</code>
            </p>
            {allowed.length === 0 ? (
              <p>Nothing could have come there.</p>
            ) : (
              <p>
                The model would allow{' '}
                {allowed.map((text, i) => (
                  <span key={text}>
                    {i === 0 ? '' : i === allowed.length - 1 ? ' or ' : ', '}
                    <code>{text}</code>
                  </span>
                ))}
                .
              </p>
            )}
            <p className={styles.chips}>
              {clauses.map((id) => (
                <ClauseChip key={id} id={id} />
              ))}
            </p>
          </li>
        ))}
      </ol>
      {ways.map(({ question, says, answer, pin }) => (
        <p key={`${question} ${answer}`}>
          <b>Another way out.</b> With <ClauseChip id={question} /> ({says}) read as “{answer}” all of it has a run;
          that goes against a MUST.{' '}
          {pin === null ? null : (
            <button
              type="button"
              className={`${parts.btn} ${parts.small}`}
              onClick={() => setEvidence(lab, { pinned: { ...pinned, ...pin } })}
            >
              Read it so
            </button>
          )}
        </p>
      ))}
    </div>
  )
}
