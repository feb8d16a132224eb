import { memo, useRef, useState, type KeyboardEvent } from 'react'
import type { Placement } from '#layout/timeline/placed.ts'
import { saysOf } from '#store/explore/glossary.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './Names.module.css'

interface Props {
  readonly titles: Placement['titles']
  /** Where the time begins: the names end before it. */
  readonly left: number
  readonly unit: number
}

/** The frame is made anew with each run, and its names mostly stand where they stood. */
const isSame = (a: Props, b: Props): boolean =>
  a.left === b.left &&
  a.unit === b.unit &&
  a.titles.length === b.titles.length &&
  a.titles.every(({ of, y }, i) => of === b.titles[i]?.of && y === b.titles[i].y)

/** The names of the rows explain themselves: under the pointer and with the focus in a tip, by a press in the glossary. Up and Down go on. */
export const Names = memo(function Names({ titles, left, unit }: Props) {
  const model = useLab((state) => specificationFor(state.scenario).model)
  const { openSheet } = useActions()
  const [current, setCurrent] = useState('milestone')
  const all = useRef<HTMLFieldSetElement>(null)
  const names = titles.filter(({ isNote }) => !isNote)
  const first = names.some(({ of }) => of === current) ? current : names[0]?.of
  const go = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    const next = names[names.findIndex(({ of }) => of === first) + by]
    event.preventDefault()
    if (next === undefined) return
    setCurrent(next.of)
    all.current?.querySelector<HTMLElement>(`[data-of="${next.of}"]`)?.focus()
  }
  return (
    <fieldset ref={all} className={styles.names} aria-label="What the rows are">
      {names.map(({ text, full, y, of }) => {
        const isNoted = titles.some((title) => title.isNote && title.of === of)
        const says = saysOf(model, of) ?? ''
        return (
          <button
            key={of}
            type="button"
            data-of={of}
            className={css(parts.tipped, styles.name)}
            style={{ top: y - 13 * unit, height: (isNoted ? 31 : 17) * unit, width: left - 8 * unit }}
            tabIndex={of === first ? 0 : -1}
            aria-label={`${full ?? text}: ${says}`}
            data-screen-tip={says}
            onFocus={() => setCurrent(of)}
            onKeyDown={go}
            onClick={() => openSheet({ kind: 'glossary', term: of })}
          />
        )
      })}
    </fieldset>
  )
}, isSame)
