import { lazy } from 'react'
import { LazyOverlay } from './LazyOverlay.tsx'
import type { MenuProps } from './popups.ts'

const load = () => import('./MenuList.tsx').then((module) => ({ default: module.MenuList }))
const MenuList = lazy(load)

/** A menu below a button. */
export function Menu(props: MenuProps) {
  return (
    <LazyOverlay
      load={load}
      whole={<MenuList {...props} />}
      face={({ button }) => (
        <button type="button" className={props.className} aria-haspopup="menu" {...button}>
          {props.face}
        </button>
      )}
    />
  )
}
