import { useLab } from '#store/services/hooks.ts'
import type { Scenario } from '#store/lab/types.ts'
import { choicesTold, linesTold, toldShortly, type Row } from '#store/verify/verify.ts'
import { toldRun } from '#store/verify/maps.ts'
import { useExamples } from '#store/verify/useExamples.ts'
import parts from '#styles/parts.module.css'
import { EvidenceMark } from '../parts/EvidenceMark.tsx'
import { MiniTimeline } from './MiniTimeline.tsx'
import { Told } from './Told.tsx'
import { useOpening } from './useOpening.ts'
import styles from './Shown.module.css'
import shared from './Verify.module.css'

/** The run that shows the selected row, and why it is as it is. */
export function Shown({ row }: { readonly row: Row }) {
  const { sighting, why } = row
  const spec = useLab((state) => state.scenario.spec)
  const examples = useExamples(spec)
  // One that holds is seen not to be empty.
  const example = row.mark === 'holds' ? (examples.get(row.key.replace(/^property /, '')) ?? null) : null
  const scenario = sighting?.scenario ?? example
  const open = useOpening()
  return (
    <section className={shared.pane} aria-label="Run of the selected row">
      <header className={shared.head}>
        <h2>{example === null ? row.shows : `${row.shows}; this one meets its condition`}</h2>
        {scenario === null ? null : <p>{toldShortly(scenario)}</p>}
        {scenario === null ? null : (
          <button type="button" className={`${parts.btn} ${parts.small}`} onClick={() => open(scenario)}>
            Open in Explore
          </button>
        )}
      </header>
      <p className={styles.about}>{row.isSymbol ? <code>{row.text}</code> : row.text}</p>
      {why === null ? null : (
        <p className={styles.why}>
          <b>{why.title}.</b> {why.text} {why.evidence === undefined ? null : <EvidenceMark {...why.evidence} />}
        </p>
      )}
      {scenario === null ? <Untimed row={row} /> : <Run scenario={scenario} />}
    </section>
  )
}

function Run({ scenario }: { readonly scenario: Scenario }) {
  const told = toldRun(scenario)
  return (
    <>
      {told === null ? null : (
        <p className={shared.sentence}>
          <Told parts={told} />
        </p>
      )}
      <MiniTimeline scenario={scenario} />
      <details className={shared.events}>
        <summary>The run as a list of events</summary>
        <ol>
          {linesTold(scenario).map(({ tick, words, line }) => (
            <li key={line}>
              <b>{tick}</b> {words}
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}

/** A way that was found without a clock, and for which no ticks were found: its steps in order. */
function Untimed({ row: { sighting, isSearched } }: { readonly row: Row }) {
  const spec = useLab((state) => state.scenario.spec)
  if (sighting === null) return null
  return (
    <>
      <p className={shared.sentence}>
        Found in some order of events;{' '}
        {isSearched
          ? 'no constant durations were found that bring it about.'
          : 'a way that comes about with constant durations was not met yet.'}{' '}
        What happens, in order:
      </p>
      <ol className={styles.path}>
        {choicesTold(spec, sighting.path).map((step, i) => (
          // Steps have no identity but their place.
          <li key={i}>{step}</li>
        ))}
      </ol>
    </>
  )
}
