import { lazy, type ComponentType } from 'react'
import type { Screen } from '#store/lab.ts'

export const screenTitles: Readonly<Record<Screen, string>> = { explore: 'Explore', compare: 'Compare', verify: 'Verify', learn: 'Learn', review: 'Review' }

/** The screens that there are; each but the first loads when it is opened. One that is missing here is linked nowhere. */
export const screenViews: Readonly<Partial<Record<Screen, ComponentType>>> = {
  explore: lazy(() => import('./Explore/Explore.tsx').then(({ Explore }) => ({ default: Explore }))),
}
