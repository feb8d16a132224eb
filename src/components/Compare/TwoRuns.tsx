import { useLab } from '#store/services/hooks.ts'
import { pairOf } from '#store/compare/pair.ts'
import parts from '#styles/parts.module.css'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { Choices } from './Choices.tsx'
import shared from './Compare.module.css'
import { Events } from './Events.tsx'
import { NoPair } from './NoPair.tsx'
import styles from './Pair.module.css'
import { PairPicture } from './PairPicture.tsx'
import { Rows } from './Rows.tsx'
import { Sides } from './Sides.tsx'

/** The pinned run and the open one, aligned by what happens and not by the clock. */
export function TwoRuns() {
  const pinned = useLab((state) => state.pinned)
  const present = useLab((state) => state.scenario)
  const pair = pinned === null ? null : pairOf(pinned, present)
  if (pair === null) return <NoPair pinned={pinned} present={present} />
  const isSame = pair.matches.every(({ kind }) => kind === 'same')
  return (
    <div className={styles.pair}>
      <header className={shared.head}>
        <h2>{isSame ? 'The same run twice' : 'Where they part'}</h2>
        <p className={shared.lead} data-first="">
          <b>
            {pair.first?.words ??
              (isSame
                ? 'Nothing differs, not even by a tick. Choose another run on one side, or change a choice below.'
                : 'Only the ticks of what was commanded differ.')}
          </b>{' '}
          {pair.first?.clauses.map((id) => (
            <ClauseChip key={id} id={id} />
          ))}
        </p>
        <Sides left={pair.left} right={pair.right} />
      </header>
      <PairPicture pair={pair} />
      <div className={styles.tables}>
        <Rows title="What came out" rows={pair.outcomes} />
        <div>
          <Choices left={pair.left} right={pair.right} />
          {pair.settings.length === 0 ? null : <Rows title="What else was set differently" rows={pair.settings} />}
        </div>
      </div>
      <h3 className={parts.sr}>Events</h3>
      <Events pair={pair} />
    </div>
  )
}
