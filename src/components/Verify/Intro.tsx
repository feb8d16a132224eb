import type { CheckView } from '#store/verify/checks.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab } from '#store/services/hooks.ts'
import { momentWords } from '#store/review/decisionWords.ts'
import { figure, headlineOf } from '#store/verify/verify.ts'
import parts from '#styles/parts.module.css'
import { FlagIcon } from '../parts/icons.tsx'
import styles from './Intro.module.css'

interface Props {
  readonly view: CheckView
  /** Another specification whose check is under way, as its tab names it. */
  readonly other: string | null
  readonly onStart: () => void
  readonly onStop: () => void
}

/** What came of it in a sentence, how far it is, and what starts and stops it. */
export function Intro({ view, other, onStart, onStop }: Props) {
  const { mode, report } = view
  const isStated = useLab(({ scenario }) => specificationFor(scenario).check !== undefined)
  const isBusy = mode === 'exploring' || mode === 'stopping'
  return (
    <section className={styles.intro} aria-label="Check">
      <div>
        <h2>
          {report !== null
            ? headlineOf(report)
            : isStated
              ? 'The statements are on their way.'
              : 'Nothing is stated for this specification yet.'}
        </h2>
        <Scope view={view} />
        {other === null ? null : (
          <p>
            The check of <code>{other}</code> is still running; a check that is started here ends it, and what it has
            found stays.
          </p>
        )}
      </div>
      <div className={styles.controls}>
        {report === null ? null : (
          // One button from the start to the end, so that it keeps the focus. It stays focusable while nothing is left to cancel.
          <button
            type="button"
            className={`${parts.btn} ${isBusy ? styles.cancel : parts.key}`}
            aria-disabled={mode === 'stopping' ? true : undefined}
            onClick={(event) => {
              if (mode === 'exploring') onStop()
              // The second half of a double click on the cancel would throw away what was found.
              else if (mode !== 'stopping' && event.detail < 2) onStart()
            }}
          >
            {isBusy ? <FlagIcon /> : null}
            {isBusy ? 'Cancel the check' : mode === 'idle' ? 'Run the check' : 'Run again'}
          </button>
        )}
      </div>
      <output aria-label="State of the check" className={parts.sr}>
        {saidOf(view)}
      </output>
    </section>
  )
}

/** What was not explored, since nobody asked for it. */
function leftOut({ campaigns, further }: CheckView): string {
  if (further.length === 0) return ''
  const all = campaigns.length + further.length
  return `${campaigns.length} of ${all} campaigns run; ${further.length} ${further.length === 1 ? 'needs' : 'need'} Thorough.`
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`

/** What a screen reader is told when the check starts, stops or is done: once, without the numbers that run. */
function saidOf({ mode, report }: CheckView): string {
  switch (mode) {
    case 'idle':
      return ''
    case 'exploring':
      return 'The check is running.'
    case 'stopping':
    case 'stopped':
      return 'The check was cancelled. What was found stays.'
    case 'failed':
      return 'The check has failed.'
    case 'done':
      return report === null ? '' : `The check is done. ${headlineOf(report)}`
  }
}

function Scope({ view }: { readonly view: CheckView }) {
  const { mode, report, campaigns, rate, elapsed, error } = view
  if (report === null) return <p>The model runs, and can be explored by hand.</p>
  const worlds = <b>{figure(campaigns.reduce((sum, each) => sum + each.worlds, 0))}</b>
  const steps = <b>{figure(campaigns.reduce((sum, each) => sum + each.transitions, 0))}</b>
  const frontier = campaigns.reduce((sum, each) => sum + each.frontier, 0)
  const waiting = campaigns.filter(({ phase }) => phase === 'waiting').length
  switch (mode) {
    case 'idle':
      return (
        <p>
          The check tries every order in which messages arrive, timers fire and commands are given, within the bounds
          below.
        </p>
      )
    case 'exploring':
      return (
        <p>
          {worlds} states so far, {figure(frontier)} of them not yet looked at; {figure(rate)} a second.
          {waiting === 0 ? '' : ` ${waiting === 1 ? 'One campaign has' : `${waiting} campaigns have`} not begun.`}
        </p>
      )
    case 'stopping':
    case 'stopped':
      return (
        <p>
          <strong className={styles.incomplete}>Not complete.</strong> Cancelled after {worlds} states; what was found
          until then stays, and nothing more arrives.
        </p>
      )
    case 'failed':
      return (
        <p>
          <strong className={styles.incomplete}>Not complete.</strong> The check has failed: {error}. What was found
          stays.
        </p>
      )
    case 'done':
      return (
        <p>
          {report.complete
            ? 'Every order within the bounds below was tried'
            : 'A bound was met before everything was seen'}
          : {worlds} states and {steps} steps between them, in {seconds(elapsed)}. {leftOut(view)}
          {view.keptAt === null
            ? ''
            : ` Found at ${momentWords(view.keptAt)} for this version of the model, and kept by this browser.`}
        </p>
      )
  }
}
