import { useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'

/** Where a screen reader hears of a change, once, when it is over. */
export function Announcer() {
  const text = useLab((state) => state.announcement)
  return (
    <output className={parts.sr} aria-label="Announcement">
      {text}
    </output>
  )
}
