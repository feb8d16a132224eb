import { fitText, fittedFacts, sourceText } from '#store/evidence/facts.ts'
import type { Judgement, NamedRecording } from '#store/evidence/evidence.ts'
import styles from './Facts.module.css'

/** What was read, what was left out, and the settings of the run that is drawn. */
export function Facts({ read, judgement }: { readonly read: NamedRecording; readonly judgement: Judgement | null }) {
  const { ignored, notes } = read.opened
  const fitted = judgement === null ? [] : fittedFacts(read, judgement)
  const fit = judgement === null ? null : fitText(read, judgement)
  const count = ignored.reduce((sum, each) => sum + each.count, 0)
  return (
    <section className={styles.facts} aria-label="The recording">
      {fit === null ? null : (
        <>
          <h2>
            Fitted <span>settings of the run that is drawn</span>
          </h2>
          <p>
            {fitted.length === 0 ? 'All settings are as usual' : 'These are the settings'} in one run that fits; others
            may fit as well. Here {fit}.
          </p>
          <dl>
            {fitted.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h2>The recording</h2>
      <p>{sourceText(read)}</p>
      {ignored.map(({ what, count: n }) => (
        <p key={what}>
          Left out: {n} {what}.
        </p>
      ))}
      {count === 0 ? <p>Nothing was left out.</p> : null}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </section>
  )
}
