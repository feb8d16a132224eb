import { useState } from 'react'
import { keptKeys, keyedSteps, unstarted } from '#store/explore/commandRows.ts'
import { askedIndexOf } from '#store/lab/derived.ts'
import { canRedo, canUndo } from '#store/lab/slices/history.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import type { Scenario } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { RedoIcon, UndoIcon } from '../parts/icons.tsx'
import { AddCommand } from './AddCommand.tsx'
import { CommandRow } from './CommandRow.tsx'
import styles from './ScenarioPanel.module.css'

/** Indexes of the steps in the order in which they are carried out. */
const inOrder = ({ steps }: Scenario): number[] =>
  steps.map((_, i) => i).sort((a, b) => (steps[a]?.at ?? 0) - (steps[b]?.at ?? 0) || a - b)

/** Whether a row stands next to one on the same tick, with which it can change places. */
const isTied = ({ steps }: Scenario, index: number, neighbour: number | undefined): boolean =>
  neighbour !== undefined && steps[index]?.at === steps[neighbour]?.at

export function Commands() {
  const scenario = useLab((state) => state.scenario)
  const order = inOrder(scenario)
  const [shown, setShown] = useState(order)
  const [isWriting, setWriting] = useState(false)
  const [keysBefore, setKeys] = useState(() => keyedSteps(scenario.steps))
  const keyed = keptKeys(keysBefore, scenario.steps)
  if (keyed !== keysBefore) setKeys(keyed)
  // While somebody writes a tick, the rows stay where they are.
  if ((!isWriting || shown.length !== order.length) && shown.join() !== order.join()) setShown(order)
  const asked = askedIndexOf(scenario)
  return (
    <section className={parts.pane}>
      <div className={styles.title}>
        <h2 className={parts.head}>
          Commands <span className={parts.muted}>at virtual time</span>
        </h2>
        <History />
      </div>
      <ol>
        {shown.map((index, place, all) => {
          const step = scenario.steps[index]
          return step === undefined ? null : (
            <CommandRow
              key={keyed.keys[index] ?? index}
              spec={scenario.spec}
              index={index}
              step={step}
              isFlag={index === asked}
              unstarted={unstarted(scenario, step)}
              canGoUp={isTied(scenario, index, all[place - 1])}
              canGoDown={isTied(scenario, index, all[place + 1])}
              onWriting={setWriting}
            />
          )
        })}
      </ol>
      <AddCommand />
    </section>
  )
}

function History() {
  const isUndoable = useLab(canUndo)
  const isRedoable = useLab(canRedo)
  const { undo, redo } = useActions()
  const look = css(parts.btn, parts.quiet, parts.small, parts.icon)
  return (
    <span className={styles.history}>
      <button
        type="button"
        className={look}
        aria-label="Undo"
        title="Undo (Ctrl+Z)"
        disabled={!isUndoable}
        onClick={undo}
      >
        <UndoIcon />
      </button>
      <button
        type="button"
        className={look}
        aria-label="Redo"
        title="Redo (Shift+Ctrl+Z)"
        disabled={!isRedoable}
        onClick={redo}
      >
        <RedoIcon />
      </button>
    </span>
  )
}
