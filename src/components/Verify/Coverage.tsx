import { memo, useMemo } from 'react'
import type { CheckView } from '#store/verify/checks.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { countsOf, coverageFor, coverageJson, coveragePage, type ClauseCoverage } from '#store/verify/verify.ts'
import { saveText } from '#store/files/files.ts'
import parts from '#styles/parts.module.css'
import styles from './Coverage.module.css'
import shared from './Verify.module.css'

type Report = CheckView['report']

/** Verdicts are the only part of a report that the coverage shows. */
const verdictsOf = (report: Report): string => report?.properties.map(({ verdict }) => verdict).join(' ') ?? ''

/** Clause by clause: modelled, checked, exercised by which scenarios. */
export function Coverage({ report }: { readonly report: Report }) {
  const spec = useLab((state) => state.scenario.spec)
  const verdicts = verdictsOf(report)
  // A report that says the same is the same here.
  // oxlint-disable-next-line react/exhaustive-deps
  const coverage = useMemo(() => coverageFor(spec, report), [spec, verdicts])
  if (coverage === null) return null
  const { all, modelled, checked, witnessed, outside } = countsOf(coverage)
  return (
    <section className={shared.pane} aria-label="Clause coverage">
      <header className={shared.head}>
        <h2>Clause coverage</h2>
        <p>
          {all} clauses: {modelled} modelled, {checked} checked, {witnessed} exercised by a scenario
          {outside === 0 ? '' : `, ${outside} left out with a reason`}
        </p>
        <div className={shared.picks}>
          <button
            type="button"
            className={`${parts.btn} ${parts.small}`}
            onClick={() => saveText(window, `${spec}-coverage.md`, 'text/markdown', coveragePage(coverage, report))}
          >
            Markdown
          </button>
          <button
            type="button"
            className={`${parts.btn} ${parts.small}`}
            onClick={() =>
              saveText(window, `${spec}-coverage.json`, 'application/json', coverageJson(coverage, report))
            }
          >
            JSON
          </button>
        </div>
      </header>
      <ul className={styles.key}>
        <li>
          <Sign is="exercised" /> exercised
        </li>
        <li>
          <Sign is="yes" /> yes
        </li>
        <li>
          <Sign is="outside" /> not modelled, with a reason
        </li>
      </ul>
      {/* Wider than its pane in some specifications: it scrolls, so it takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={shared.scroll} aria-label="Clauses and scenarios" tabIndex={0}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col">
                <span className={parts.sr}>Scenario</span>
              </th>
              {coverage.clauses.map((clause) => (
                <ClauseHead key={clause.id} clause={clause} />
              ))}
            </tr>
          </thead>
          <tbody>
            {coverage.scenarios.map(({ id, title, clauses }) => (
              <MatrixRow
                key={id}
                title={title}
                signs={coverage.clauses.map((clause) => (clauses.includes(clause.id) ? 'exercised' : 'no')).join(' ')}
              />
            ))}
            <MatrixRow
              title="Carried out by a role"
              strong
              signs={coverage.clauses
                .map((clause) => (clause.outside !== null ? 'outside' : clause.modelled.length > 0 ? 'yes' : 'no'))
                .join(' ')}
            />
            <MatrixRow
              title="Checked by a statement"
              strong
              signs={coverage.clauses.map((clause) => (clause.checked.length > 0 ? 'yes' : 'no')).join(' ')}
            />
          </tbody>
        </table>
      </section>
    </section>
  )
}

function ClauseHead({ clause: { id, says } }: { readonly clause: ClauseCoverage }) {
  const { openSheet } = useActions()
  return (
    <th scope="col">
      <button
        type="button"
        className={styles.number}
        aria-label={`Clause ${id}`}
        aria-haspopup="dialog"
        title={`${id}: ${says}`}
        onClick={() => openSheet({ kind: 'clause', id })}
      >
        {id.replace(/^.*-/, '')}
      </button>
    </th>
  )
}

type SignOfCell = 'exercised' | 'yes' | 'outside'
type SignKind = SignOfCell | 'no'
const signTexts: Readonly<Record<SignOfCell, string>> = {
  exercised: 'exercised',
  yes: 'yes',
  outside: 'not modelled',
}

const MatrixRow = memo(function MatrixRow({
  title,
  signs,
  strong = false,
}: {
  readonly title: string
  readonly signs: string
  readonly strong?: boolean
}) {
  return (
    <tr data-strong={strong ? '' : undefined}>
      <th scope="row" title={title}>
        {title}
      </th>
      {(signs.split(' ') as SignKind[]).map((sign, i) =>
        // A cell has no identity but its column. Most say no: thousands of them, so they are empty, and their dot is a background.
        sign === 'no' ? (
          // oxlint-disable-next-line jsx-a11y/control-has-associated-label
          <td key={i} className={styles.no} />
        ) : (
          <td key={i}>
            <Sign is={sign} />
            <span className={parts.sr}>{signTexts[sign]}</span>
          </td>
        ),
      )}
    </tr>
  )
})

function Sign({ is }: { readonly is: SignOfCell }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={styles.sign} data-sign={is}>
      {is === 'exercised' ? <rect x="1" y="1" width="10" height="10" /> : null}
      {is === 'yes' ? <path d="M2 6.500l2.700 2.700L10 3.200" /> : null}
      {is === 'outside' ? <path d="M2 2l8 8m0-8l-8 8" /> : null}
    </svg>
  )
}
