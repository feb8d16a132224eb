import type { Heard, StoryRow } from '#store/compare/compare.ts'
import { Symbol } from '../parts/Symbol.tsx'
import { signed } from './signed.ts'
import styles from './Story.module.css'

/** Everything that the client is told: what its calls answer, and how its operations end. */
export function Hears({ row: { answer, again, end, next, late } }: { readonly row: StoryRow }) {
  return (
    <dl className={styles.heard}>
      <Line word="cancel" heard={answer} otherwise="no answer" />
      {again === undefined ? null : <Line word="again" heard={again} otherwise="no answer" />}
      <Line word="it ends" heard={end} otherwise="it never learns" />
      {next === undefined ? null : <Line word="the next" heard={next} otherwise="it never learns" />}
      {late === 0 ? null : (
        <div>
          <dt>late</dt>
          <dd>
            <b>{late === 1 ? 'one result' : `${late} results`}</b>
          </dd>
        </div>
      )}
    </dl>
  )
}

function Line({
  word,
  heard,
  otherwise,
}: {
  readonly word: string
  readonly heard: Heard | null
  readonly otherwise: string
}) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        {heard === null ? (
          <i>{otherwise}</i>
        ) : (
          <>
            <code>
              <Symbol text={heard.code} />
            </code>{' '}
            <span>{signed(heard.after)}</span>
          </>
        )}
      </dd>
    </div>
  )
}
