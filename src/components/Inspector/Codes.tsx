import { useEffect, useState } from 'react'
import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { codesFor, type CodeRow } from '#store/explore/inspect.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { EvidenceMark } from '../parts/EvidenceMark.tsx'
import { Symbol } from '../parts/Symbol.tsx'
import styles from './Inspector.module.css'

/** False while the page is drawn for the first time: what is only read further down can wait for that. */
function useDrawn(): boolean {
  const [isDrawn, setDrawn] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDrawn(true))
    return () => clearTimeout(timer)
  }, [])
  return isDrawn
}

/** Every code of the specification: who returned it in this run, or the scenario that shows it. */
export function Codes() {
  const title = useLab((state) => specificationFor(state.scenario).document.title)
  const { openSheet } = useActions()
  const isDrawn = useDrawn()
  return (
    <section className={parts.pane} aria-label="All return codes">
      <h2 className={parts.head}>
        All return codes <span className={parts.muted}>of {title}</span>
        <button
          type="button"
          className={css(parts.btn, parts.small, styles.lookup)}
          onClick={() => openSheet({ kind: 'lookup', text: '' })}
        >
          What is this number?
        </button>
      </h2>
      {isDrawn ? <CodeTable /> : null}
    </section>
  )
}

function CodeTable() {
  const rows = useLab((state) => codesFor(state.scenario))
  return (
    <table className={styles.codes}>
      <thead className={parts.sr}>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Reached by</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">
              <span className={styles.symbol}>
                <Symbol text={row.code} />
              </span>
              <span className={styles.note}>
                <span className={parts.num}>{row.value}</span> · {row.means}
              </span>
              <EvidenceMark {...row.evidence} isShort />
            </th>
            <td>
              <Reached row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Reached({ row: { code, reached, by, line, show } }: { readonly row: CodeRow }) {
  const spec = useLab((state) => state.scenario.spec)
  const { openSpec, select } = useActions()
  if (reached === 'none') return <span className={styles.no}>not reached</span>
  if (reached === 'show' && show !== null) {
    return (
      <button
        type="button"
        className={css(parts.btn, parts.small)}
        title={`Opens “${show.title}”`}
        aria-label={`Show me ${code}`}
        onClick={() => openSpec(spec, show.id)}
      >
        Show me
      </button>
    )
  }
  return (
    <button type="button" className={styles.here} onClick={() => select({ kind: 'event', index: line })}>
      {reached === 'cancel' ? 'this run' : by === 'the end' ? 'at the end' : `by ${by}`}
    </button>
  )
}
