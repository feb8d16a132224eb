import { useActions, useLab } from '#store/services/hooks.ts'
import { detailOf, type Linked } from '#store/explore/inspect.ts'
import type { TraceEvent } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { css } from '../parts/css.ts'
import styles from './Inspector.module.css'

const clausesOf = (event: TraceEvent): readonly string[] =>
  event.kind === 'clause' ? event.ids : event.kind === 'return' || event.kind === 'unsupported' ? event.clauses : []

/** One line of the run: what it says, what caused it and what came of it. Below an answer only the latter two. */
export function EventDetail({ event, isBelow = false }: { readonly event: TraceEvent; readonly isBelow?: boolean }) {
  const scenario = useLab((state) => state.scenario)
  const { words, facts, cause, effects } = detailOf(scenario, event)
  const clauses = clausesOf(event)
  return (
    <section className={parts.pane} aria-label="Selected event">
      <h2 className={parts.head}>
        {isBelow ? 'Before and after' : 'Event'}{' '}
        <span className={css(parts.muted, parts.num)}>{isBelow ? '' : `at ${event.t}`}</span>
      </h2>
      {isBelow ? null : (
        <>
          <p className={styles.words}>{words}</p>
          <dl className={styles.facts}>
            {facts.map(({ name, value, isSymbol }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className={isSymbol ? parts.mono : undefined}>{value}</dd>
              </div>
            ))}
          </dl>
          {clauses.length === 0 ? null : (
            <p className={styles.chips}>
              {clauses.map((id) => (
                <ClauseChip key={id} id={id} />
              ))}
            </p>
          )}
        </>
      )}
      <Links title="Caused by" links={cause === null ? [] : [cause]} none="A step of the scenario." />
      <Links title="Led to" links={effects} none="Nothing further." />
    </section>
  )
}

/** More would only be scrolled past. */
const linksMax = 12

function Links({
  title,
  links,
  none,
}: {
  readonly title: string
  readonly links: readonly Linked[]
  readonly none: string
}) {
  const { select, seek } = useActions()
  return (
    <div className={styles.links}>
      <h3>{title}</h3>
      {links.length === 0 ? <p>{none}</p> : null}
      <ul>
        {links.slice(0, linksMax).map(({ index, tick, words }) => (
          <li key={index}>
            <span className={css(parts.muted, parts.num)}>{tick}</span>
            <button
              type="button"
              className={parts.link}
              onClick={() => {
                select({ kind: 'event', index })
                seek(tick)
              }}
            >
              {words}
            </button>
          </li>
        ))}
      </ul>
      {links.length > linksMax ? <p>and {links.length - linksMax} more</p> : null}
    </div>
  )
}
