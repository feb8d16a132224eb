import type { Role } from '#store/explore/charts.ts'
import styles from './Charts.module.css'

interface Props {
  readonly role: Role
  readonly all: readonly number[]
  readonly shown: number
  readonly onChoose: (instance: number) => void
}

/** So many are buttons; of more, the one that is shown and its neighbours. */
const most = 4

/** Which of a role's operations is looked at. */
export function Instances({ role, all, shown, onChoose }: Props) {
  const at = Math.max(0, Math.min(all.indexOf(shown) - 1, all.length - most))
  return (
    <fieldset aria-label={`Which ${role.title}`} className={styles.instances}>
      {all.slice(at, at + most).map((number) => (
        <button
          key={number}
          type="button"
          aria-label={`${role.title} ${number}`}
          aria-pressed={number === shown}
          onClick={() => onChoose(number)}
        >
          {number}
        </button>
      ))}
    </fieldset>
  )
}
