import { askKinds, kindTitles } from '#store/learn/kinds.ts'
import { seedMax, type LearnPlace } from '#store/learn/place.ts'
import { levelMax, specTitles } from '#store/learn/learn.ts'
import { NumberBox } from '../../fields/NumberBox.tsx'
import { Pick } from '../../popups/Pick.tsx'
import { Seed } from '../Seed.tsx'
import styles from './Class.module.css'

interface Props {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
}

const setMax = 30
const all = 'all'
const rising = 'rising'

/** What a set is made from. Whoever has the same has the same questions. */
export function OrderFields({ place: { seed, order, sheet }, put }: Props) {
  const change = (what: Partial<LearnPlace['order']>): void =>
    put({ order: { ...order, ...what }, at: 'start', sheet: { ...sheet, left: [] } })
  const { count, level, spec, kinds } = order
  const toggle = (kind: (typeof askKinds)[number]): void => {
    const now = kinds ?? askKinds
    const next = askKinds.filter((each) => now.includes(each) !== (each === kind))
    if (next.length > 0) change({ kinds: next.length === askKinds.length ? null : next })
  }
  return (
    <div className={styles.order}>
      <Seed
        seed={seed}
        max={seedMax}
        onSeed={(value) => put({ seed: value, at: 'start', number: 1, chosen: null, revealed: false })}
      />
      <p className={styles.field}>
        <b>Questions</b>
        <NumberBox
          name="Questions"
          value={count}
          min={1}
          max={setMax}
          isStepper
          onChange={(value) => change({ count: value })}
        />
      </p>
      <p className={styles.field}>
        <b>Level</b>
        <Pick
          name="Level"
          value={level === null ? rising : String(level)}
          options={[
            { id: rising, title: 'Rising, from 1 to 5' },
            ...Array.from({ length: levelMax }, (_, i) => ({ id: String(i + 1), title: String(i + 1) })),
          ]}
          onPick={(id) => change({ level: id === rising ? null : Number(id) })}
        />
      </p>
      <p className={styles.field}>
        <b>Specification</b>
        <Pick
          name="Specification"
          value={spec ?? all}
          options={[{ id: all, title: 'All of them' }, ...specTitles]}
          onPick={(id) => change({ spec: id === all ? null : id })}
        />
      </p>
      <fieldset className={styles.kinds}>
        <legend>Kinds of question</legend>
        {askKinds.map((kind) => (
          <label key={kind}>
            <input type="checkbox" checked={kinds?.includes(kind) ?? true} onChange={() => toggle(kind)} />
            {kindTitles[kind]}
          </label>
        ))}
        <small>{kinds === null ? 'Each level asks its own kinds.' : 'Only these, at every level.'}</small>
      </fieldset>
    </div>
  )
}
