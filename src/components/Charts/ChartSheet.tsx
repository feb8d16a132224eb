import { useEffect, useMemo, useState } from 'react'
import { roleOf, type Role } from '#store/explore/charts.ts'
import { chartOf, loadCharts, type LargeLayout } from '#store/explore/largeCharts.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { aimedInstance, enteredAt, instancesOf, momentOf, takenAt } from '#store/explore/moments.ts'
import { Steps } from '../Transport/Transport.tsx'
import { ChartList } from './ChartList.tsx'
import { Instances } from './Instances.tsx'
import { LargeChart } from './LargeChart.tsx'
import type { Picked } from './picked.ts'
import styles from './ChartSheet.module.css'

/** The statechart of a role at full size, and the same as a list. Fills the dialog that it is put into. */
export function ChartSheet({ role: name }: { readonly role: string }) {
  const spec = useLab((state) => state.scenario.spec)
  const role = useLab((state) => roleOf(state.scenario, name))
  const layout = useLayoutOf(spec, name)
  if (role === undefined) return <p className={styles.none}>The specification that is open has no such role.</p>
  return layout === null ? (
    <p className={styles.none}>The chart is on its way.</p>
  ) : (
    <Chart key={`${spec} ${name}`} role={role} layout={layout} />
  )
}

function useLayoutOf(spec: string, role: string): LargeLayout | null {
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly layout: LargeLayout | undefined } | null>(null)
  const key = `${spec} ${role}`
  useEffect(() => {
    let isOver = false
    void loadCharts(spec).then((charts) => {
      if (!isOver) setLoaded({ key: `${spec} ${role}`, layout: charts[role] })
    })
    return () => {
      isOver = true
    }
  }, [spec, role])
  return loaded?.key === key ? (loaded.layout ?? null) : null
}

function Chart({ role, layout }: { readonly role: Role; readonly layout: LargeLayout }) {
  const scenario = useLab((state) => state.scenario)
  const playhead = useLab((state) => state.playhead)
  const { select } = useActions()
  const [chosen, setChosen] = useState<number | null>(null)
  const [picked, setPicked] = useState<Picked | null>(null)
  const [isFitted, setFitted] = useState(false)
  const all = instancesOf(scenario, role)
  const instance = chosen !== null && all.includes(chosen) ? chosen : aimedInstance(scenario, role)
  const moment = momentOf(scenario, role, instance, playhead)
  const taken = useMemo(() => takenAt(scenario, role, instance), [scenario, role, instance])
  const pick = (next: Picked): void => {
    setPicked(next)
    const steps = next.kind === 'transition' ? (taken.get(next.id) ?? []) : enteredAt(scenario, role, instance, next.id)
    const step = steps.findLast(({ t }) => t <= playhead) ?? steps[0]
    // What the run did there is what the inspector and the timeline show.
    if (step !== undefined) select({ kind: 'event', index: step.line })
  }
  const graph = chartOf(role)
  const { change } = moment
  return (
    <div className={styles.sheet}>
      <p className={styles.moment}>
        {all.length > 1 ? <Instances role={role} all={all} shown={instance} onChoose={setChosen} /> : null}
        <Steps isShort />
        <span>
          At tick {playhead}: <b>{moment.labels[0]}</b>
          {change === null ? ', as it began' : `; last change: ${change.cause} at ${change.t}`}
        </span>
        <span className={styles.key}>dark: taken in this run; red: the last one</span>
        <button type="button" aria-pressed={isFitted} onClick={() => setFitted(!isFitted)}>
          Fit into the window
        </button>
      </p>
      <LargeChart
        graph={graph}
        layout={layout}
        moment={moment}
        taken={taken}
        picked={picked}
        isFitted={isFitted}
        onPick={pick}
      />
      <ChartList graph={graph} moment={moment} taken={taken} picked={picked} onPick={pick} />
    </div>
  )
}
