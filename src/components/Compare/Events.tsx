import { useState } from 'react'
import { keyOf, matchWords, type Match, type Pair } from '#store/compare/pair.ts'
import parts from '#styles/parts.module.css'
import { Toggle } from '../fields/Toggle.tsx'
import { Symbol } from '../parts/Symbol.tsx'
import { DiffMark } from './DiffMark.tsx'
import { kindWords } from './kindWords.ts'
import styles from './Pair.module.css'

/** More lines than anybody reads; how many are left out is said. */
const linesMax = 400

/** Every event of both runs, each with its counterpart; what is the same only if one wants to see it. */
export function Events({ pair }: { readonly pair: Pair }) {
  const [isAll, setAll] = useState(false)
  const wanted = isAll ? pair.matches : pair.matches.filter(({ kind }) => kind !== 'same')
  const shown = wanted.slice(0, linesMax)
  const same = pair.matches.length - pair.matches.filter(({ kind }) => kind !== 'same').length
  return (
    <section className={styles.events} aria-label="Events">
      <header>
        <h3>What happens in both, and what in one only</h3>
        <Toggle name={`Show the ${same} that are the same`} value={isAll} onChange={setAll} />
      </header>
      {shown.length === 0 ? (
        <p className={parts.muted}>Every event happens in both, at the same tick.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Left</th>
              <th scope="col">Tick</th>
              <th scope="col">
                <span className={parts.sr}>How they relate</span>
              </th>
              <th scope="col">Tick</th>
              <th scope="col">Right</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((match) => (
              <Line key={keyOf(match)} pair={pair} match={match} />
            ))}
          </tbody>
        </table>
      )}
      {wanted.length > linesMax ? <p className={parts.muted}>{`And ${wanted.length - linesMax} more.`}</p> : null}
    </section>
  )
}

function Line({ pair, match }: { readonly pair: Pair; readonly match: Match }) {
  const { left, right } = matchWords(pair, match)
  const by = match.kind === 'moved' || match.kind === 'changed' ? match.by : 0
  return (
    <tr data-kind={match.kind}>
      <td>{left === null ? null : <Symbol text={left.words} />}</td>
      <td className={parts.num}>{left?.tick}</td>
      <td>
        <DiffMark kind={match.kind} />
        {kindWords[match.kind]}
        {by === 0 ? '' : ` ${by > 0 ? '+' : '−'}${Math.abs(by)}`}
      </td>
      <td className={parts.num}>{right?.tick}</td>
      <td>{right === null ? null : <Symbol text={right.words} />}</td>
    </tr>
  )
}
