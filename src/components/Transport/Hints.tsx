import { useLabStore, usePage } from '#store/services/hooks.ts'
import { keymap } from '#store/lab/keymap.ts'
import { Keys } from '../parts/Keys.tsx'
import styles from './Transport.module.css'

/** The keys that one wants first, with a word each; the others are in the list that the last one opens. */
const hints: readonly (readonly [ids: readonly string[], words: string])[] = [
  [['play'], 'play'],
  [['previous', 'next'], 'event'],
  [['cancel-earlier', 'cancel-later'], 'move cancel'],
  [['cancel-here'], 'cancel at playhead'],
]
const openers: readonly (readonly [id: string, words: string])[] = [
  ['palette', 'all commands'],
  ['keys', 'all keys'],
]
const keyOf = (id: string): string => keymap.find((action) => action.id === id)?.keys?.[0] ?? ''

export function Hints() {
  const lab = useLabStore()
  const page = usePage()
  return (
    <div className={styles.hints}>
      {hints.map(([ids, words]) => (
        <span key={words}>
          {ids.map((id) => (
            <Keys key={id} keys={keyOf(id)} />
          ))}
          {words}
        </span>
      ))}
      {openers.map(([id, words]) => (
        <button key={id} type="button" onClick={() => keymap.find((action) => action.id === id)?.run(lab, page)}>
          <Keys keys={keyOf(id)} />
          {words}
        </button>
      ))}
    </div>
  )
}
