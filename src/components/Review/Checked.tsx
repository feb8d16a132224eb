import { useCheck } from '#store/verify/useVerify.ts'
import { verifiedFor, type Verified } from '#store/review/review.ts'
import { checkedRun, exampleRun } from '#store/review/witnesses.ts'
import { useLab } from '#store/services/hooks.ts'
import type { Examples } from '#store/verify/examples.ts'
import { useExamples } from '#store/verify/useExamples.ts'
import { figure } from '#store/verify/verify.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { VerdictIcon } from '../Verify/VerdictIcon.tsx'
import styles from './Evidence.module.css'

/** The statements about the clause, with what the check of this session says of each. */
export function Checked({ id, onShow }: { readonly id: string; readonly onShow: (witness: string) => void }) {
  const { view } = useCheck()
  const spec = useLab((state) => state.scenario.spec)
  const examples = useExamples(spec)
  const rows = verifiedFor(view.report, id)
  const known = rows.filter(({ mark }) => mark !== 'pending')
  const [first, ...rest] = rows
  return (
    <section className={styles.checked} aria-label="Verified by">
      <h3>Verified by</h3>
      {rows.length === 0 ? (
        <p>No statement of the check cites it.</p>
      ) : (
        <CheckState isWhole={known.length === rows.length} />
      )}
      <ul>
        <Row row={first} examples={examples} onShow={onShow} />
      </ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>and {rest.length} more</summary>
          <ul>
            {rest.map((row) => (
              <Row key={row.id} row={row} examples={examples} onShow={onShow} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

interface RowProps {
  readonly row: Verified | undefined
  readonly examples: Examples
  readonly onShow: (witness: string) => void
}

function Row({ row, examples, onShow }: RowProps) {
  if (row === undefined) return null
  const { id, says, isBelief, mark, word, note, found } = row
  const example = mark === 'holds' ? examples.get(id) : undefined
  return (
    <li data-mark={mark}>
      <VerdictIcon mark={mark} />
      <span>
        {mark === 'pending' ? null : (
          <b>
            {word} {note === '' ? null : <small>{note}</small>}
          </b>
        )}
        {isBelief ? `“${says}”` : says}{' '}
        {found === null ? null : (
          <button type="button" className={parts.link} onClick={() => onShow(checkedRun(id))}>
            {found.isAgainst ? 'Show the run against it' : 'Show a run'}
          </button>
        )}
        {example === undefined ? null : (
          <button type="button" className={parts.link} onClick={() => onShow(exampleRun(id))}>
            Show a run to which it applies
          </button>
        )}
      </span>
    </li>
  )
}

/** Whether the statements were checked, and the button that checks them here and now. */
function CheckState({ isWhole }: { readonly isWhole: boolean }) {
  const { view, checks } = useCheck()
  const isBusy = view.mode === 'exploring' || view.mode === 'stopping'
  const worlds = view.campaigns.reduce((sum, each) => sum + each.worlds, 0)
  if (isWhole && !isBusy) return null
  return (
    <div className={styles.unchecked}>
      <p>
        {isBusy
          ? `${figure(worlds)} states so far`
          : view.mode === 'idle'
            ? 'Not checked in this session.'
            : 'Not everything is known.'}
      </p>
      <button
        type="button"
        className={css(parts.btn, parts.small)}
        disabled={view.mode === 'stopping'}
        onClick={() => void (isBusy ? checks.stop() : checks.start(view.spec))}
      >
        {isBusy ? 'Stop the check' : 'Run the check'}
      </button>
    </div>
  )
}
