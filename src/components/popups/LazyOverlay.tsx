import { Suspense, useState, type ReactNode } from 'react'

/** What a button has that stands for something which is not fetched yet. */
export interface Opener {
  readonly open: () => void
  readonly button: {
    readonly 'aria-expanded': boolean
    readonly onPointerEnter: () => void
    readonly onFocus: () => void
    readonly onClick: () => void
  }
}

interface Props {
  readonly load: () => Promise<unknown>
  /** The button alone. */
  readonly face: (opener: Opener) => ReactNode
  /** The button with what opens below it, which is fetched. */
  readonly whole: ReactNode
}

/**
 * Something that opens below a button. Until it is first opened it is only the button: what opens is fetched when somebody comes near,
 * and takes the place of the button.
 */
export function LazyOverlay({ load, face, whole }: Props) {
  const [isWanted, setWanted] = useState(false)
  const open = (): void => setWanted(true)
  const preload = (): void => void load()
  const alone = face({
    open,
    button: { 'aria-expanded': isWanted, onPointerEnter: preload, onFocus: preload, onClick: open },
  })
  return isWanted ? <Suspense fallback={alone}>{whole}</Suspense> : alone
}
