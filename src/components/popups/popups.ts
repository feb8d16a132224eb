import type { ReactNode } from 'react'

export interface Option {
  readonly id: string
  readonly title: string
  /** A second line. */
  readonly says?: string
  /** The heading under which a list has it; without one it stands before all others. Options of a group stand together. */
  readonly group?: string
}

export interface PickProps {
  readonly name: string
  readonly value: string | null
  readonly options: readonly Option[]
  /** Shown where nothing is chosen. */
  readonly placeholder?: string
  readonly describedBy?: string | undefined
  readonly className?: string | undefined
  /** Room for second lines. */
  readonly isWide?: boolean
  readonly onPick: (id: string) => void
}

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
