import { memo, useRef } from 'react'
import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { codesFor, type CodeRow } from '#store/explore/inspect.ts'
import { useExamples, type Examples } from '#store/explore/useExamples.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { EvidenceMark } from '../parts/EvidenceMark.tsx'
import { Symbol } from '../parts/Symbol.tsx'
import styles from './Inspector.module.css'

/** Every code of the specification: who returned it in this run, or the scenario that shows it. */
export function Codes() {
  const specification = useLab((state) => specificationFor(state.scenario))
  const { openSheet } = useActions()
  const place = useRef<HTMLElement>(null)
  const examples = useExamples(specification, place)
  return (
    <section ref={place} className={parts.pane} aria-label="All return codes">
      <h2 className={parts.head}>
        All return codes <span className={parts.muted}>of {specification.document.title}</span>
        <button
          type="button"
          className={css(parts.btn, parts.small, styles.lookup)}
          onClick={() => openSheet({ kind: 'lookup', text: '' })}
        >
          What is this number?
        </button>
      </h2>
      <CodeTable examples={examples} />
    </section>
  )
}

function CodeTable({ examples }: { readonly examples: Examples | null }) {
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
          <Row key={row.code} {...row} show={examples === null ? undefined : (examples.get(row.code) ?? null)} />
        ))}
      </tbody>
    </table>
  )
}

interface Shown {
  /** The scenario that shows it; null where none does, undefined where that is not known yet. */
  readonly show: { readonly id: string; readonly title: string } | null | undefined
}

/** Most codes are reached in the same way while the cancel is dragged: their rows are not drawn again. */
const Row = memo(function Row({ show, ...row }: CodeRow & Shown) {
  return (
    <tr>
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
        <Reached row={row} show={show} />
      </td>
    </tr>
  )
})

function Reached({ row: { code, reached, by, line }, show }: { readonly row: CodeRow } & Shown) {
  const spec = useLab((state) => state.scenario.spec)
  const { openSpec, select } = useActions()
  if (reached === 'not here') {
    if (show === undefined) return null
    if (show === null) return <span className={styles.no}>not reached</span>
    return (
      <button
        type="button"
        className={parts.link}
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
