import { matchWords, type Match, type Pair } from '#store/compare.ts'
import { useActions } from '#store/hooks.ts'
import parts from '#styles/parts.module.css'
import { MiniTimeline } from '../Verify/MiniTimeline.tsx'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { css } from '../parts/css.ts'
import styles from './Compare.module.css'

/** The pinned run and the present one, aligned by what happens and not by the clock. */
export function TwoRuns({ pair, isPinned }: { readonly pair: Pair | null; readonly isPinned: boolean }) {
  const { goTo, pin, unpin } = useActions()
  if (pair === null) {
    return (
      <div className={styles.empty}>
        <h1>Two runs, side by side</h1>
        <p className={styles.lead}>
          {isPinned
            ? 'The pinned run is of another specification. Pin one of this specification, or open the other again.'
            : 'Pin the run that you see, change anything in Explore (a knob, a command, the scenario), and come back: both stand side by side.'}
        </p>
        <div className={styles.buttons}>
          <button type="button" className={css(parts.btn, parts.key)} onClick={pin}>
            Pin the present run
          </button>
          <button type="button" className={css(parts.btn)} onClick={() => goTo('explore')}>
            Go to Explore
          </button>
        </div>
      </div>
    )
  }
  const count = (kind: Match['kind']): number => pair.matches.filter((match) => match.kind === kind).length
  return (
    <div className={styles.pair}>
      <header className={styles.head}>
        <div>
          <h1>{pair.first === null ? 'Both runs are the same' : 'Where they part'}</h1>
          <p className={styles.lead}>
            {pair.first?.words ?? 'Nothing differs, not even by a tick.'} {pair.first?.clauses.map((id) => <ClauseChip key={id} id={id} />)}
          </p>
        </div>
        <div className={styles.buttons}>
          <button type="button" className={css(parts.btn)} onClick={pin}>
            Pin the present run instead
          </button>
          <button type="button" className={css(parts.btn)} onClick={unpin}>
            Let go of the pinned run
          </button>
        </div>
      </header>
      <div className={styles.sides}>
        <section aria-label="Left: pinned">
          <h2 className={parts.head}>Pinned: {pair.left.title || 'a run without a title'}</h2>
          <MiniTimeline scenario={pair.left} />
        </section>
        <section aria-label="Right: present">
          <h2 className={parts.head}>Present: {pair.right.title || 'a run without a title'}</h2>
          <MiniTimeline scenario={pair.right} />
        </section>
      </div>
      <div className={styles.sides}>
        <Rows title="Outcome" rows={pair.outcomes} />
        {pair.settings.length === 0 ? null : <Rows title="What was set differently" rows={pair.settings} />}
      </div>
      <h2 className={parts.head}>
        Events <span className={parts.muted}>{`${count('same')} the same, ${count('moved')} moved, ${count('changed')} changed, ${count('onlyLeft')} only left, ${count('onlyRight')} only right`}</span>
      </h2>
      <Events pair={pair} />
    </div>
  )
}

function Rows({ title, rows }: { readonly title: string; readonly rows: Pair['outcomes'] }) {
  return (
    <table className={styles.rows}>
      <caption className={parts.head}>{title}</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Left</th>
          <th scope="col">Right</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ what, left, right }) => (
          <tr key={what} data-differs={left === right ? undefined : ''}>
            <th scope="row">{what}</th>
            <td className={parts.mono}>{left}</td>
            <td className={parts.mono}>{right}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Shape before colour: what a line's sign says. */
const signs: Readonly<Record<Match['kind'], readonly [sign: string, says: string]>> = {
  same: ['=', 'the same'],
  moved: ['→', 'moved'],
  changed: ['≠', 'changed'],
  onlyLeft: ['◁', 'only left'],
  onlyRight: ['▷', 'only right'],
}

function Events({ pair }: { readonly pair: Pair }) {
  const shown = pair.matches.filter((match) => match.kind !== 'same').slice(0, 400)
  if (shown.length === 0) return <p className={parts.muted}>Every event happens in both, at the same tick.</p>
  return (
    <ol className={styles.events} aria-label="Events that differ">
      {shown.map((match) => {
        const { left, right, what } = matchWords(pair, match)
        const [sign, says] = signs[match.kind]
        const by = match.kind === 'moved' || match.kind === 'changed' ? `${match.by > 0 ? '+' : ''}${match.by}` : ''
        const event = match.kind === 'onlyRight' ? match.right : match.left
        return (
          <li key={`${match.kind} ${event.i}`} data-kind={match.kind}>
            <span className={parts.num}>{left}</span>
            <span aria-hidden="true">{sign}</span>
            <span className={parts.num}>{right}</span>
            <span className={parts.num}>{by}</span>
            <span>
              <span className={parts.sr}>{says}: </span>
              {what}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
