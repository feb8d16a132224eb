import { useEffect, useRef, type ReactNode } from 'react'
import { useActions, useLab, useLabStore, useMedia } from '#store/services/hooks.ts'
import type { Task } from '#store/learn/tryIt.ts'
import { answerTo, isAnswerRight, verdictOf } from '#store/learn/answers.ts'
import { useReplay } from '#store/learn/useReplay.ts'
import type { Question } from '#store/learn/learn.ts'
import type { LearnPlace } from '#store/learn/place.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Keys } from '../parts/Keys.tsx'
import { Mark } from './Mark.tsx'
import { Options } from './Options.tsx'
import { Run } from './Run.tsx'
import styles from './Learn.module.css'

interface AskingProps {
  readonly question: Question
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
  readonly onReveal: (isRight: boolean, answer: number) => void
  readonly onNext: () => void
  readonly above?: ReactNode
  readonly head: ReactNode
  readonly foot: ReactNode
  /** The first answer counts: it is not asked again. */
  readonly isOnce?: boolean
  /** What is to be brought about after the answer, by moving the cancel. */
  readonly task?: Task | null
  /** What is told after the verdict. */
  readonly after?: ReactNode
}

const letters = ['a', 'b', 'c', 'd']

/** A question with its picture: the words on the left, the run on the right. */
export function Asking({
  question,
  place,
  put,
  onReveal,
  onNext,
  above,
  head,
  foot,
  after,
  isOnce = false,
  task = null,
}: AskingProps) {
  const chosen = answerTo(question, place.chosen)
  const revealed = place.revealed && chosen !== null
  const replay = useReplay(question, revealed)
  // First the run, to its end; then the verdict.
  const isTold = revealed && (replay.isOver || question.kind === 'which')
  const { announce } = useActions()
  const all = useRef<HTMLDivElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const last = useRef({ question, revealed: isTold })
  useEffect(() => {
    const before = last.current
    last.current = { question, revealed: isTold }
    // What had the focus may be gone: it goes on to what is new.
    if (before.question !== question) words.current?.querySelector('h2')?.focus()
    else if (isTold && !before.revealed) words.current?.querySelector('ol')?.focus()
    else if (!isTold && before.revealed) words.current?.querySelector('h2')?.focus()
  }, [question, isTold])
  const verdict = isTold && chosen !== null ? verdictOf(question, chosen) : null
  useEffect(() => {
    if (verdict !== null) announce(verdict)
  }, [verdict, announce])
  const reveal = (): void => {
    if (chosen === null || revealed) return
    put({ revealed: true })
    onReveal(isAnswerRight(question, chosen), chosen)
    // On a phone the run stands below the words.
    all.current?.querySelector('[data-run]')?.scrollIntoView({ block: 'nearest' })
  }
  const choose = (answer: number): void => put({ chosen: answer })
  useAnswerKeys((key) => {
    const index = letters.indexOf(key)
    if (index >= 0 && !revealed && question.kind !== 'tick') {
      put({ chosen: index })
      words.current?.querySelectorAll<HTMLElement>('input[type=radio]')[index]?.focus()
    } else if (isArrow(key) && question.kind === 'tick' && !revealed) return takeMarker(all.current)
    else if (key === 'Enter' && isTold) onNext()
    else if (key === 'Enter' && revealed) replay.replay.send({ type: 'skip' })
    else if (key === 'Enter' && chosen !== null) reveal()
    else return false
    return true
  })
  // Where the run stands below the words, the answer is given down there too.
  const isNarrow = useMedia('(max-width: 62.5em)')
  const revealing = (
    <p className={styles.reveal}>
      {isTold ? (
        isOnce ? null : (
          <button type="button" className={css(parts.btn)} onClick={() => put({ chosen: null, revealed: false })}>
            Ask me again
          </button>
        )
      ) : revealed ? (
        <button type="button" className={css(parts.btn)} onClick={() => replay.replay.send({ type: 'skip' })}>
          Skip to the end
        </button>
      ) : (
        <>
          <button
            type="button"
            className={css(parts.btn, chosen !== null && parts.key)}
            disabled={chosen === null}
            onClick={reveal}
          >
            Reveal
          </button>
          <Hint isMark={question.kind === 'tick'} isAnswered={chosen !== null} />
        </>
      )}
    </p>
  )
  return (
    <div ref={all} className={styles.asking}>
      <div ref={words} className={styles.words}>
        {above}
        {head}
        <h3 id="prompt">{question.prompt}</h3>
        {question.kind === 'tick' ? (
          <Mark question={question} mark={chosen} revealed={isTold} isFixed={revealed} onMark={choose} />
        ) : (
          <Options
            key={question.prompt + question.scenario.title}
            question={question}
            chosen={chosen}
            revealed={isTold}
            isFixed={revealed}
            onChoose={choose}
          />
        )}
        {isTold ? after : null}
        {isNarrow && !revealed ? null : revealing}
      </div>
      <Run question={question} answer={chosen} revealed={revealed} replay={replay} onMark={choose} task={task} />
      <div className={styles.foot}>
        {isNarrow && !revealed ? revealing : null}
        {foot}
      </div>
    </div>
  )
}

const isArrow = (key: string): boolean => key === 'ArrowLeft' || key === 'ArrowRight'

/** The arrows move the marker, also from where nothing else wants them. Whether it was not taken yet. */
function takeMarker(all: HTMLElement | null): boolean {
  const focused = document.activeElement
  if (focused !== document.body && focused?.closest('h2, nav') === null) return false
  all?.querySelector<HTMLElement>('[data-marker]')?.focus()
  return true
}

/** Which keys lead on. */
function Hint({ isMark, isAnswered }: { readonly isMark: boolean; readonly isAnswered: boolean }) {
  if (isAnswered)
    return (
      <span>
        Sure? <Keys keys="Enter" />
      </span>
    )
  if (isMark)
    return (
      <span>
        Drag the marker first: <Keys keys="ArrowLeft" /> <Keys keys="ArrowRight" />
      </span>
    )
  return (
    <span>
      Choose first: <Keys keys="a" /> to <Keys keys="d" />
    </span>
  )
}

const taken =
  'input:not([type=radio], [type=range]), textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]'

/** A to D and Enter, wherever the focus is but in a field or on a button that Enter presses. `act` says whether it used the key. */
function useAnswerKeys(act: (key: string) => boolean): void {
  const lab = useLabStore()
  const singleKeys = useLab((state) => state.singleKeys)
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || lab.getState().sheet !== null)
        return
      const { target } = event
      if (target instanceof Element && target.closest(taken) !== null) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      if (key.length === 1 && !singleKeys) return
      if (key === 'Enter' && target instanceof Element && target.closest('button, a, summary, [role=tab]') !== null)
        return
      if (!act(key)) return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before anybody else: a radio swallows Enter, and to the whole page C means something else.
    document.addEventListener('keydown', down, true)
    return () => document.removeEventListener('keydown', down, true)
  })
}
