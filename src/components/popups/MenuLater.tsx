import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { Option } from './PickLater.tsx'

export interface MenuProps {
  /** What stands on the button. */
  readonly face: ReactNode
  readonly name: string
  readonly className?: string | undefined
  /** Whether it opens towards the left. */
  readonly isAtEnd?: boolean
  /** A section without a title is only set apart. */
  readonly sections: readonly { readonly title: string; readonly options: readonly Option[] }[]
  readonly onAction: (id: string) => void
}

const load = () => import('./CommandMenu.tsx').then((module) => ({ default: module.CommandMenu }))
const CommandMenu = lazy(load)
const preload = (): void => void load()

/** A menu below a button; what opens is fetched when somebody comes near. */
export function MenuLater(props: MenuProps) {
  const [isWanted, setWanted] = useState(false)
  const face = (
    <button
      type="button"
      className={props.className}
      aria-haspopup="menu"
      aria-expanded={isWanted}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setWanted(true)}
    >
      {props.face}
    </button>
  )
  return isWanted ? (
    <Suspense fallback={face}>
      <CommandMenu {...props} />
    </Suspense>
  ) : (
    face
  )
}
