import { useMemo } from 'react'
import { tasksFor, type Words } from '#store/learn/composing.ts'
import type { Scenario } from '#store/lab/types.ts'
import { Pick } from '../popups/Pick.tsx'
import styles from './Ask.module.css'

interface Props {
  readonly scenario: Scenario
  readonly goal: Words['task']
  readonly onPick: (goal: Words['task']) => void
}

const none = 'none'

/** A task after the answer: what the cancel is to be dragged for. Only what the run does not do yet, and would at another tick. */
export function TaskPick({ scenario, goal, onPick }: Props) {
  const tasks = useMemo(() => tasksFor(scenario), [scenario])
  const index = tasks.findIndex((task) => task.goal === goal)
  return (
    <div className={styles.field}>
      <span>Try it (after the answer)</span>
      <Pick
        name="Task"
        value={index < 0 ? none : String(index)}
        isWide
        options={[
          { id: none, title: 'No task' },
          ...tasks.map(({ words, ticks }, i) => ({
            id: String(i),
            title: words,
            says: ticks === 1 ? 'one tick solves it' : `${ticks} ticks solve it`,
          })),
        ]}
        onPick={(id) => onPick(id === none ? null : (tasks[Number(id)]?.goal ?? null))}
      />
    </div>
  )
}
