import { useMemo } from 'react'
import { classTable, tableCsv, workKey, type ClassTable, type Task, type Verdict } from '#store/learn/classwork.ts'
import { saveText } from '#store/files/files.ts'
import { chooseSeveral, takeFiles } from '#store/files/several.ts'
import type { ResultOf } from '#store/learn/formats.ts'
import { useResults } from '#store/learn/useResults.ts'
import { useLabStore } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../../parts/css.ts'
import { Hardest } from './Hardest.tsx'
import styles from './Class.module.css'

interface Props {
  readonly of: ResultOf
  readonly tasks: readonly Task[]
  readonly isWhole: boolean
  readonly onBack: () => void
}

/** What a class answered, from the files that were handed in. */
export function Results({ of, tasks, isWhole, onBack }: Props) {
  const lab = useLabStore()
  const { results, keeper, work } = useResults(of)
  const own = results.taken.filter((each) => workKey(each.of) === work)
  const others = results.taken.length - own.length
  const table = useMemo(
    () =>
      classTable(
        tasks,
        results.taken.filter((each) => workKey(each.of) === work),
      ),
    [tasks, results.taken, work],
  )
  return (
    <section className={styles.results} aria-labelledby="results-title">
      <h2 id="results-title">Results of the class</h2>
      <p className={styles.tools}>
        <button
          type="button"
          className={css(parts.btn, parts.key)}
          onClick={() => chooseSeveral(window, (files) => void takeFiles(lab, files, keeper.take))}
        >
          Open result files
        </button>
        <button
          type="button"
          className={css(parts.btn)}
          disabled={own.length === 0 || !isWhole}
          onClick={() => saveText(window, 'results.csv', 'text/csv', tableCsv(table))}
        >
          Save as a table, CSV
        </button>
        <button type="button" className={css(parts.btn, parts.quiet)} onClick={onBack}>
          Back
        </button>
      </p>
      <p className={styles.small}>
        The answers are judged here, by the questions as this page computes them. Files can also be dropped anywhere on
        the page; they stay in this browser.
        {others === 0 ? null : ` ${others} ${others === 1 ? 'result belongs' : 'results belong'} to other sets.`}
      </p>
      {isWhole ? null : <output>The questions are made…</output>}
      {own.length === 0 ? (
        <p>No result of this set yet.</p>
      ) : isWhole ? (
        <>
          <People table={table} onRemove={keeper.remove} />
          <p className={css(styles.small, styles.marks)}>
            {Object.values(marks).map(({ sign, says }) => (
              <span key={says}>
                {sign} {says}
              </span>
            ))}
          </p>
          <Hardest table={table} />
        </>
      ) : null}
    </section>
  )
}

const nameOf = ({ name }: ClassTable['people'][number]['result']): string => (name === '' ? 'no name' : name)

const marks: Readonly<Record<Verdict, { readonly sign: string; readonly says: string }>> = {
  right: { sign: '✓', says: 'right' },
  wrong: { sign: '✕', says: 'wrong' },
  none: { sign: '–', says: 'not answered' },
  other: { sign: '?', says: 'another question was answered' },
}

function People({
  table: { people, tasks },
  onRemove,
}: {
  readonly table: ClassTable
  readonly onRemove: (result: ClassTable['people'][number]['result']) => void
}) {
  return (
    <section className={styles.scroll} aria-label="Who answered what">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Right</th>
            {tasks.map(({ number, question }) => (
              <th key={number} scope="col" data-question="" title={question.prompt}>
                {number}
              </th>
            ))}
            <th scope="col">
              <span className={parts.sr}>Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ result, verdicts, right }, row) => (
            // Two people can have one name.
            <tr key={row}>
              <th scope="row">{nameOf(result)}</th>
              <td>
                {right} of {tasks.length}
              </td>
              {verdicts.map((verdict, i) => {
                const given = result.answers[(tasks[i]?.number ?? 0) - 1]?.answer ?? null
                return (
                  <td
                    key={tasks[i]?.number}
                    data-question=""
                    data-verdict={verdict}
                    title={given === null ? undefined : String(given)}
                  >
                    <span aria-hidden="true">{marks[verdict].sign}</span>
                    <span className={parts.sr}>{marks[verdict].says}</span>
                  </td>
                )
              })}
              <td>
                <button
                  type="button"
                  className={css(parts.btn, parts.small, parts.quiet)}
                  aria-label={`Remove the result of ${nameOf(result)}`}
                  onClick={() => onRemove(result)}
                >
                  Remove
                </button>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Right
            </th>
            {tasks.map(({ number, right, answered }) => (
              <td key={number} data-question="">
                {answered === 0 ? '–' : `${Math.round((100 * right) / answered)} %`}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
