import { useMemo } from 'react'
import { isSolved, taskWords, trying, type Task } from '#store/learn/tryIt.ts'
import { ServicesContext } from '#store/services/context.ts'
import { useLab } from '#store/services/hooks.ts'
import type { Scenario } from '#store/lab/types.ts'
import explore from '../Explore/Explore.module.css'
import { Ribbon } from '../Ribbon/Ribbon.tsx'
import { Sentence } from '../Sentence/Sentence.tsx'
import { Timeline } from '../Timeline/Timeline.tsx'
import styles from './TryIt.module.css'

interface Props {
  readonly scenario: Scenario
  readonly task: Task | null
}

/** After the answer: the run of the question with a flag that can be dragged. The run that is open in Explore is another one. */
export function TryIt({ scenario, task }: Props) {
  const services = useMemo(() => trying(window, scenario), [scenario])
  return (
    <ServicesContext value={services}>
      <div className={styles.live}>
        <p className={styles.task}>
          <b>{task === null ? 'Drag the cancel, or any command.' : taskWords(task)}</b>
          {task === null ? null : <Solved task={task} />}
        </p>
        <Sentence />
        <div className={explore.timed}>
          <Timeline />
        </div>
        <div className={explore.timed}>
          <Ribbon />
        </div>
      </div>
    </ServicesContext>
  )
}

function Solved({ task }: { readonly task: Task }) {
  const isDone = useLab((state) => state.gesture === null && isSolved(state.scenario, task.goal))
  return <output data-solved={isDone ? '' : undefined}>{isDone ? '✓ Solved' : 'Not yet'}</output>
}
