import { useCallback, useState } from 'react'
import type { Json } from '#base/json.ts'
import { comparePlace, highlights, inWords, rowsFor, stories, type ComparePlace } from '#store/compare/compare.ts'
import { useActions } from '#store/services/hooks.ts'
import type { Choosing } from '#store/learn/learn.ts'
import parts from '#styles/parts.module.css'
import { StoryTable } from '../Compare/StoryTable.tsx'
import { useNudge } from '../Compare/useNudge.ts'
import type { ChangePlace } from '../Compare/usePlace.ts'
import { css } from '../parts/css.ts'
import styles from './Run.module.css'

/** The story that was asked about, as all specifications tell it: the table of Compare, with a cancel that can be dragged in all of them. */
export function Across({ story: id }: { readonly story: NonNullable<Choosing['story']> }) {
  const [place, setPlace] = useState(() => comparePlace({ view: 'story', story: id }))
  const change = useCallback<ChangePlace>((next) => setPlace((now: ComparePlace) => next(now)), [])
  useNudge(change)
  const { setPlace: putPlace, goTo } = useActions()
  const rows = rowsFor(place)
  const story = stories.find((each) => each.id === place.story)
  return (
    <section className={styles.run} aria-label="The run" data-run="">
      <header className={css(styles.head, styles.across)}>
        <p>
          <b>{story?.title}</b>, {inWords(rows.length)} ways
          <small>{highlights(place.story, rows)}</small>
        </p>
        <button
          type="button"
          className={css(parts.btn, parts.small)}
          onClick={() => {
            putPlace('compare', place as unknown as Json)
            goTo('compare')
          }}
        >
          Open in Compare
        </button>
      </header>
      <div className={styles.table}>
        <StoryTable rows={rows} place={place} change={change} isShort />
      </div>
    </section>
  )
}
