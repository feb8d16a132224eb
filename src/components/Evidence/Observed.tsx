import { observedChoice, observedOn, type ChoiceObserved, type Witness } from '#store/evidence/observed.ts'
import { useObserved } from '#store/evidence/useObserved.ts'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import { useActions, useLab, useLabStore } from '#store/services/hooks.ts'
import styles from './Observed.module.css'
import { VerdictMark } from './VerdictMark.tsx'

/** What recordings of real systems show of a clause, or have against it. */
export function ObservedClause({ id }: { readonly id: string }) {
  const spec = useLab((state) => state.scenario.spec)
  const witnesses = useObserved(spec)
  const all = observedOn(witnesses, id)
  if (witnesses.length === 0) return null
  const against = all.filter(({ isContradicted }) => isContradicted).length
  return (
    <section className={styles.observed} aria-label={`Observed of ${id}`}>
      <h3>
        Observed{' '}
        <span>
          {all.length === 0
            ? 'none of the recordings touches this clause'
            : `in ${all.length - against} of ${witnesses.length} recordings${against === 0 ? '' : `, contradicted by ${against}`}`}
        </span>
      </h3>
      <ul>
        {all.map(({ id: recording, name, isContradicted, at }) => (
          <li key={recording} data-contradicted={isContradicted ? '' : undefined}>
            <VerdictMark verdict={isContradicted ? 'notAllowed' : 'allowed'} />
            <Recording id={recording} name={name} />
            <span>
              {isContradicted ? 'goes against it at ' : 'at '}
              {at}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Leads to the recording. */
function Recording({ id, name }: Pick<Witness, 'id' | 'name'>) {
  const lab = useLabStore()
  const { goTo } = useActions()
  return (
    <button
      type="button"
      className={styles.recording}
      onClick={() => {
        setEvidence(lab, { recording: id, line: null, pinned: {} })
        goTo('evidence')
      }}
    >
      {name}
    </button>
  )
}

/** What recordings say about the readings of a choice; nothing where none speaks of it. */
export function ObservedChoice({ knob }: { readonly knob: string }) {
  const spec = useLab((state) => state.scenario.spec)
  const values = observedChoice(useObserved(spec), knob)
  if (values.length === 0) return null
  return (
    <ul className={styles.choice} aria-label="What recordings say">
      {values.map((value) => (
        <Value key={String(value.value)} {...value} />
      ))}
    </ul>
  )
}

function Value({ words, requiredBy, ruledOutBy }: ChoiceObserved) {
  return (
    <>
      {requiredBy.length === 0 ? null : (
        <li>
          <b>{words}</b> is required by {requiredBy.length === 1 ? 'one recording' : `${requiredBy.length} recordings`}:{' '}
          <Names all={requiredBy} />
        </li>
      )}
      {ruledOutBy.length === 0 ? null : (
        <li>
          <b>{words}</b> is ruled out by {ruledOutBy.length === 1 ? 'one recording' : `${ruledOutBy.length} recordings`}
          : <Names all={ruledOutBy} />
        </li>
      )}
    </>
  )
}

const namesMax = 3

function Names({ all }: { readonly all: readonly Pick<Witness, 'id' | 'name'>[] }) {
  const left = all.length - namesMax
  return (
    <>
      {all.slice(0, namesMax).map(({ id, name }, i) => (
        <span key={id}>
          {i === 0 ? '' : ', '}
          <Recording id={id} name={name} />
        </span>
      ))}
      {left > 0 ? ` and ${left} more` : ''}
    </>
  )
}
