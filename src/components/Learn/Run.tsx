import { cancelAtOf, sentenceFor } from '#store/derived.ts'
import { commandsOf, settingsOf, titleOf, type Question } from '#store/learn.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { useOpening } from '../Verify/useOpening.ts'
import { LessonPicture } from './LessonPicture.tsx'
import styles from './Learn.module.css'

/** The run up to the cancel; what comes after it is not there before one has answered. */
export function Run({ question, revealed }: { readonly question: Question; readonly revealed: boolean }) {
  const { scenario, kind, momentAt } = question
  const open = useOpening()
  const settings = settingsOf(scenario)
  if (!revealed && kind === 'which')
    return (
      <section className={styles.run} aria-label="The run">
        <div className={styles.fog} data-whole="">
          <p>
            <b>One story, five runs</b>
            Make your prediction first. All of them are already decided.
          </p>
        </div>
      </section>
    )
  return (
    <section className={styles.run} aria-label="The run">
      <header className={styles.runHead}>
        <p>
          <code>{titleOf(scenario)}</code> {scenario.title}
          <small>{commandsOf(scenario)}</small>
          {settings === '' ? null : <small>{settings}</small>}
        </p>
        {revealed ? (
          <button type="button" className={css(parts.btn, parts.small)} onClick={() => open(scenario)}>
            Open in Explore
          </button>
        ) : null}
      </header>
      <LessonPicture key={`${titleOf(scenario)} ${scenario.title} ${momentAt}`} scenario={scenario} cancelAt={cancelAtOf(scenario) ?? 0} momentAt={momentAt} revealed={revealed} />
      {revealed ? (
        <p className={styles.told}>
          {sentenceFor(scenario).map((part, i) => (
            // A sentence has parts without identity but their place.
            <Part key={i} kind={part.kind} text={part.text} />
          ))}
        </p>
      ) : (
        <p className={styles.told} data-covered="">
          The future is covered until you answer.
        </p>
      )}
    </section>
  )
}

function Part({ kind, text }: { readonly kind: 'text' | 'code' | 'tick' | 'cancel'; readonly text: string }) {
  if (kind === 'text') return text
  return kind === 'code' ? <code>{text}</code> : <b data-kind={kind}>{text}</b>
}
