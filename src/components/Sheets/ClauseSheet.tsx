import { useActions, useLab } from '#store/services/hooks.ts'
import { clauseDetail, type ClauseDetail } from '#store/explore/clause.ts'
import parts from '#styles/parts.module.css'
import { valueWords } from '../fields/words.ts'
import { CitedPlace } from '../parts/CitedPlace.tsx'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { EvidenceMark } from '../parts/EvidenceMark.tsx'
import { ForceMark } from '../parts/ForceMark.tsx'
import { SheetFrame } from './SheetFrame.tsx'
import styles from './Sheets.module.css'

/** Everything that is known of a clause: what it says, how strongly, where it is carried out, and what fills its holes. */
export function ClauseSheet({ id }: { readonly id: string }) {
  const scenario = useLab((state) => state.scenario)
  const detail = clauseDetail(scenario, id)
  if (detail === null) {
    return (
      <SheetFrame title={id} width="narrow">
        <p>None of the specifications that are open has a clause of this name.</p>
      </SheetFrame>
    )
  }
  return (
    <SheetFrame title={<span className={parts.mono}>{id}</span>} width="text">
      <p className={styles.force}>
        <ForceMark force={detail.force} />
        {detail.evidence === null ? null : <EvidenceMark kind={detail.evidence.kind} />}
        <span className={parts.muted}>{detail.clause?.section ?? 'a question that the documents leave open'}</span>
      </p>
      <blockquote className={styles.clause}>{detail.clause?.says ?? detail.question?.says}</blockquote>
      {detail.question?.answer === undefined ? null : (
        <p className={styles.answer}>
          <b>This model:</b> {detail.question.answer}
        </p>
      )}
      {detail.question === null ? null : (
        <p className={styles.about}>
          About{' '}
          {detail.question.clauses.map((other) => (
            <ClauseChip key={other} id={other} />
          ))}
        </p>
      )}
      <Questions detail={detail} />
      <Knobs detail={detail} />
      <Places detail={detail} />
      <Scenarios detail={detail} />
    </SheetFrame>
  )
}

function Questions({ detail: { questions } }: { readonly detail: ClauseDetail }) {
  if (questions.length === 0) return null
  return (
    <section>
      <h3>What it leaves open</h3>
      <ul className={styles.rows}>
        {questions.map(({ id, says, answer }) => (
          <li key={id}>
            <ClauseChip id={id} />{' '}
            <div>
              <span>{says}</span>
              {answer === undefined ? null : (
                <p className={styles.answer}>
                  <b>This model:</b> {answer}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Knobs({ detail: { knobs } }: { readonly detail: ClauseDetail }) {
  if (knobs.length === 0) return null
  return (
    <section>
      <h3>What fills it here</h3>
      <dl className={styles.readings}>
        {knobs.map(({ name, knob, value }) => (
          <div key={name}>
            <dt>{knob.title}</dt>
            <dd>
              <b>{valueWords(value)}</b> {knob.says}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Places({ detail: { citations, clause } }: { readonly detail: ClauseDetail }) {
  if (clause === null) return null
  return (
    <section>
      <h3>Where the machines carry it out</h3>
      {citations.length === 0 ? (
        <p>{clause.outside ?? 'In no transition; it is kept by all of them together.'}</p>
      ) : null}
      <ul className={styles.places}>
        {citations.map((place, i) => (
          // Places have no identity but their order.
          <li key={i}>
            <CitedPlace place={place} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Scenarios({ detail: { spec, scenarios, clause } }: { readonly detail: ClauseDetail }) {
  const { goTo, openSpec } = useActions()
  if (clause === null) return null
  return (
    <section>
      <h3>Scenarios that exercise it</h3>
      {scenarios.length === 0 ? <p>None of the built-in ones.</p> : null}
      <ul className={styles.places}>
        {scenarios.map(({ id, title, shows }) => (
          <li key={id}>
            <button
              type="button"
              className={parts.link}
              onClick={() => {
                openSpec(spec, id)
                goTo('explore')
              }}
            >
              {title}
            </button>{' '}
            <span className={parts.muted}>{shows}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
