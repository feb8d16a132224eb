import { useEffect, useRef } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { Teller, Telling } from '#store/explore/teller.ts'
import { useTeller } from '#store/explore/useTeller.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { MilestoneIcon, NextIcon, PauseIcon, PlayIcon, PreviousIcon } from '../parts/icons.tsx'
import { Keys } from '../parts/Keys.tsx'
import { Film } from './Film.tsx'
import { ToldPicture } from './ToldPicture.tsx'
import styles from './Told.module.css'

/** The run told as it happens: one sentence at a time, the future dimmed. Closing it leaves the playhead where the story stands. */
export function Told() {
  const { openSheet } = useActions()
  return (
    <ModalOverlay
      className={css(styles.overlay)}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) openSheet(null)
      }}
    >
      <Modal className={css(styles.modal)}>
        <Dialog className={css(styles.dialog)} aria-label="The run, told step by step">
          <Story />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Story() {
  const scenario = useLab((state) => state.scenario)
  const speed = useLab((state) => state.speed)
  const { openSheet } = useActions()
  const { index, at, playing, teller, tellings } = useTeller()
  useStoryKeys(teller, () => (playing ? teller.pause() : teller.play(speed)))
  const stage = useRef<HTMLDivElement>(null)
  const telling = tellings[index]
  const isLast = index >= tellings.length - 1
  return (
    <>
      <div ref={stage} className={styles.stage}>
        <div className={styles.tell} aria-live="polite" aria-atomic="true">
          {telling === undefined ? (
            <p>Nothing happens in this run.</p>
          ) : (
            <>
              <span className={styles.at}>{telling.tick}</span>
              <p>
                <b>{telling.says}</b>
                {telling.why === '' ? '.' : `: ${telling.why}.`}
              </p>
              <span className={styles.clauses}>
                {telling.clauses.slice(0, 2).map((id) => (
                  <span key={id} className={parts.chip}>
                    {id}
                  </span>
                ))}
              </span>
            </>
          )}
        </div>
        <ToldPicture scenario={scenario} at={at} telling={telling} />
      </div>
      <div className={styles.foot}>
        <div className={styles.go}>
          <button
            type="button"
            className={css(parts.btn, parts.icon)}
            aria-label="One event back"
            disabled={index === 0}
            onClick={() => teller.step(-1)}
          >
            <PreviousIcon />
          </button>
          <button
            type="button"
            className={css(parts.btn, parts.key, styles.main)}
            disabled={isLast && !playing}
            onClick={() => (playing ? teller.pause() : teller.play(speed))}
          >
            {playing ? <PauseIcon /> : <PlayIcon />}
            {playing ? 'Pause' : index === 0 ? 'Start' : isLast ? 'The end' : 'Continue'}
          </button>
          <button
            type="button"
            className={css(parts.btn, parts.icon)}
            aria-label="One event on"
            disabled={isLast}
            onClick={() => teller.step(1)}
          >
            <NextIcon />
          </button>
        </div>
        <Dots tellings={tellings} index={index} onGo={(to) => teller.go(to)} />
        <p className={styles.end}>
          {isLast ? (
            <button type="button" className={css(parts.btn)} onClick={() => openSheet(null)}>
              Now drag the cancel
            </button>
          ) : (
            <span>
              <b>{index + 1}</b> of {tellings.length}
            </span>
          )}
          <span>
            <Keys keys="PageDown" /> <Keys keys="PageUp" /> one event
          </span>
          <Film stage={stage} teller={teller} tellings={tellings} />
          <button type="button" className={css(parts.btn, parts.quiet)} onClick={() => openSheet(null)}>
            Stay here <Keys keys="Escape" />
          </button>
        </p>
      </div>
    </>
  )
}

/** One dot for each sentence; a milestone has its shape. Position is order, not time. */
function Dots({
  tellings,
  index,
  onGo,
}: {
  readonly tellings: readonly Telling[]
  readonly index: number
  readonly onGo: (index: number) => void
}) {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [index])
  return (
    <ol ref={list} className={styles.dots} aria-label="Sentences">
      {tellings.map(({ line, tick, says, milestone }, i) => (
        <li key={line} data-state={i < index ? 'told' : i === index ? 'now' : 'ahead'}>
          <button
            type="button"
            tabIndex={i === index ? 0 : -1}
            aria-label={`${tick}: ${says}`}
            aria-current={i === index ? 'step' : undefined}
            onClick={() => onGo(i)}
          >
            {milestone === null ? <i /> : <MilestoneIcon name={milestone} />}
          </button>
        </li>
      ))}
    </ol>
  )
}

/** A presenter's remote sends PageDown and PageUp; arrows do the same, Space plays and pauses. */
function useStoryKeys(teller: Teller, toggle: () => void): void {
  const latest = useRef(toggle)
  useEffect(() => {
    latest.current = toggle
  })
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const isButton = event.target instanceof Element && event.target.closest('button') !== null
      if (event.key === 'PageDown' || event.key === 'ArrowRight') teller.step(1)
      else if (event.key === 'PageUp' || event.key === 'ArrowLeft') teller.step(-1)
      else if (event.key === 'Home') teller.go(0)
      else if (event.key === ' ' && !isButton) latest.current()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', down)
    return () => document.removeEventListener('keydown', down)
  }, [teller])
}
