import { useResults } from '#store/learn/useResults.ts'
import { orderOf, type LearnPlace } from '#store/learn/place.ts'
import { usePage } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../../parts/css.ts'
import { OrderFields } from './OrderFields.tsx'
import { useMemo } from 'react'
import styles from './Class.module.css'

interface Props {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
}

/** The set for a class: what it is made from, how to hand it out, and the way in. */
export function ClassStart({ place, put }: Props) {
  const { copyLink } = usePage()
  const order = orderOf(place)
  const of = useMemo(() => ({ set: order }), [order])
  const { answers } = useResults(of)
  return (
    <section className={styles.start} aria-labelledby="class-title">
      <div>
        <h2 id="class-title">A set for a class</h2>
        <p>
          {order.count} {order.count === 1 ? 'question' : 'questions'}, the same for everybody who opens the link. Each
          is answered once. At the end there is a score, and a file to hand in. Nothing leaves this browser by itself.
        </p>
        <p className={styles.tools}>
          <button
            type="button"
            className={css(parts.btn, parts.key)}
            onClick={() => put({ at: 1, chosen: null, revealed: false })}
          >
            {answers.size === 0 ? 'Begin' : 'Go on'}
          </button>
          <button type="button" className={css(parts.btn)} onClick={copyLink}>
            Copy link for the class
          </button>
        </p>
      </div>
      <OrderFields place={place} put={put} />
      <div>
        <h3>For the teacher</h3>
        <p className={styles.tools}>
          <button
            type="button"
            className={css(parts.btn)}
            onClick={() => put({ tab: 'sheet', sheet: { of: 'set', left: [], isKey: false } })}
          >
            Print it as a sheet
          </button>
          <button type="button" className={css(parts.btn)} onClick={() => put({ at: 'results' })}>
            Results of the class
          </button>
        </p>
      </div>
    </section>
  )
}
