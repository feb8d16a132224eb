import { useEffect, useRef } from 'react'
import {
  guardText,
  transitionText,
  type ChartGraph,
  type ChartState,
  type ChartTransition,
} from '#store/explore/largeCharts.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import type { Moment, Step } from '#store/explore/moments.ts'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import type { Picked } from './picked.ts'
import styles from './ChartSheet.module.css'

interface Props {
  readonly graph: ChartGraph
  readonly moment: Moment
  readonly taken: ReadonlyMap<string, readonly Step[]>
  readonly picked: Picked | null
  readonly onPick: (picked: Picked) => void
}

/** The chart in words: every state with its transitions, and what the run did of it. */
export function ChartList(props: Props) {
  const list = useRef<HTMLElement>(null)
  const { picked } = props
  useEffect(() => {
    if (picked !== null) list.current?.querySelector('[data-picked=true]')?.scrollIntoView({ block: 'nearest' })
  }, [picked])
  return (
    <section ref={list} className={styles.list} aria-label="States and transitions">
      <States parent={null} {...props} />
    </section>
  )
}

function States({ parent, ...props }: Props & { readonly parent: string | null }) {
  const inner = props.graph.states.filter((state) => state.parent === parent)
  return inner.length === 0 ? null : (
    <ul>
      {inner.map((state) => (
        <StateItem key={state.id} state={state} {...props} />
      ))}
    </ul>
  )
}

function StateItem({ state, ...props }: Props & { readonly state: ChartState }) {
  const { graph, moment, picked, onPick } = props
  const isOn = moment.active.has(state.id)
  const own = graph.transitions.filter(({ source }) => source === state.id)
  const [label] = state.labels
  return (
    <li>
      {state.id === '' ? (
        own.length === 0 ? null : (
          <p className={styles.anywhere}>In any state</p>
        )
      ) : (
        <button
          type="button"
          className={styles.stateItem}
          aria-pressed={picked?.id === state.id}
          data-picked={picked?.id === state.id}
          data-on={isOn}
          onClick={() => onPick({ kind: 'state', id: state.id })}
        >
          <span>{label ?? state.key}</span> {label === undefined ? null : <code>{state.key}</code>}
          {isOn ? <em>now</em> : null}
        </button>
      )}
      {own.length === 0 ? null : (
        <ul>
          {own.map((transition) => (
            <TransitionItem key={transition.id} transition={transition} {...props} />
          ))}
        </ul>
      )}
      <States parent={state.id} {...props} />
    </li>
  )
}

function TransitionItem({
  transition,
  graph,
  moment,
  taken,
  picked,
  onPick,
}: Props & { readonly transition: ChartTransition }) {
  const { id, target, guard, clauses } = transition
  const steps = taken.get(id) ?? []
  const isPicked = picked?.id === id
  const isLast = moment.taken?.transitions.includes(id) === true
  const to = target === null ? null : graph.states.find((state) => state.id === target)
  return (
    <li className={styles.transition} data-picked={isPicked} data-last={isLast}>
      <button type="button" aria-expanded={isPicked} onClick={() => onPick({ kind: 'transition', id })}>
        {transitionText(transition)}
        {to === null || to === undefined ? '' : ` → ${to.labels[0] ?? to.key}`}
        {isLast ? <em>last</em> : null}
      </button>
      {clauses.length === 0 ? null : (
        <span className={styles.chips}>
          {clauses.map((clause) => (
            <ClauseChip key={clause} id={clause} />
          ))}
        </span>
      )}
      {isPicked ? <Details guard={guard} steps={steps} /> : null}
    </li>
  )
}

/** So many ticks are listed; a poll is taken more often than anybody wants to read. */
const ticksMax = 12

function Details({ guard, steps }: { readonly guard: string | null; readonly steps: readonly Step[] }) {
  const scenario = useLab((state) => state.scenario)
  const { seek } = useActions()
  const ticks = [...new Set(steps.map(({ t }) => t))]
  return (
    <div className={styles.details}>
      {guard === null ? null : <p>Only where this is true: {guardText(scenario, guard)}.</p>}
      <p>
        {ticks.length === 0 ? 'Not taken in this run.' : 'Taken at '}
        {ticks.slice(0, ticksMax).map((t, i) => (
          <span key={t}>
            {i === 0 ? '' : ', '}
            <button type="button" aria-label={`To tick ${t}`} onClick={() => seek(t)}>
              {t}
            </button>
          </span>
        ))}
        {ticks.length > ticksMax ? ` and ${ticks.length - ticksMax} more times.` : ticks.length > 0 ? '.' : ''}
      </p>
    </div>
  )
}
