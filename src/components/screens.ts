import { lazy, type ComponentType } from 'react'
import type { Screen } from '#store/lab/lab.ts'
import { Explore } from './Explore/Explore.tsx'

export const screenTitles: Readonly<Record<Screen, string>> = {
  explore: 'Explore',
  compare: 'Compare',
  verify: 'Verify',
  learn: 'Learn',
  review: 'Review',
}

/** The screens that there are. The first is part of the page; the others load when they are opened. One that is missing here is linked
 *  nowhere. */
export const screenViews: Readonly<Partial<Record<Screen, ComponentType>> & { explore: ComponentType }> = {
  explore: Explore,
  compare: lazy(() => import('./Compare/Compare.tsx').then((module) => ({ default: module.Compare }))),
  verify: lazy(() => import('./Verify/Verify.tsx').then((module) => ({ default: module.Verify }))),
  learn: lazy(() => import('./Learn/Learn.tsx').then((module) => ({ default: module.Learn }))),
  review: lazy(() => import('./Review/Review.tsx').then((module) => ({ default: module.Review }))),
}
