import { answerFor, selectedEvent } from '#store/explore/inspect.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Answer, CodeOnly, NoAnswer } from './Answer.tsx'
import { Codes } from './Codes.tsx'
import { Duties } from './Duties.tsx'
import { EventDetail } from './EventDetail.tsx'
import styles from './Inspector.module.css'
import { Ladder, UnheardLadder } from './Ladder.tsx'
import { Milestones } from './Milestones.tsx'
import { Statements } from './Statements.tsx'

/** What came back, why, what is left to do, and what else could have come back. */
export function Inspector() {
  return (
    <aside className={styles.inspector} aria-label="Inspector">
      <Selected />
      <Duties />
      <Milestones />
      <Statements />
      <Codes />
    </aside>
  )
}

/** The selected line of the run; without a selection what the first cancel returned. */
function Selected() {
  const selection = useLab((state) => state.selection)
  const event = useLab((state) => selectedEvent(state.scenario, state.selection))
  const answer = useLab((state) => answerFor(state.scenario, state.selection))
  const isAnswer = event === null || event.kind === 'return' || event.kind === 'settle'
  return (
    <>
      {selection === null ? null : <Back />}
      {!isAnswer ? <EventDetail event={event} /> : null}
      {isAnswer && answer !== null ? (
        <>
          <Answer answer={answer} />
          <Ladder answer={answer} />
          {event === null ? null : <EventDetail event={event} isBelow />}
        </>
      ) : null}
      {isAnswer && answer === null ? (
        selection?.kind === 'code' ? (
          <CodeOnly code={selection.code} />
        ) : (
          <>
            <NoAnswer />
            <UnheardLadder />
          </>
        )
      ) : null}
    </>
  )
}

function Back() {
  const { select } = useActions()
  return (
    <div className={styles.back}>
      <button type="button" className={css(parts.btn, parts.quiet, parts.small)} onClick={() => select(null)}>
        Back to the cancel
      </button>
    </div>
  )
}
