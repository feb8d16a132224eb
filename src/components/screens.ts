import { lazy, type ComponentType } from 'react'
import type { Screen } from '#store/lab/lab.ts'
import { Explore } from './Explore/Explore.tsx'

export const screenTitles: Readonly<Record<Screen, string>> = {
  explore: 'Explore',
  compare: 'Compare',
  verify: 'Verify',
  evidence: 'Evidence',
  learn: 'Learn',
  review: 'Review',
}

/** What of a screen goes onto paper, where that is something of its own. */
export const printedViews: Readonly<Partial<Record<Screen, ComponentType>>> = {
  review: lazy(() => import('./Review/Printed.tsx').then((module) => ({ default: module.Printed }))),
}

/** The screens that there are. The first is part of the page; the others load when they are opened. One that is missing here is linked
 *  nowhere. */
export const screenViews: Readonly<Partial<Record<Screen, ComponentType>> & { explore: ComponentType }> = {
  explore: Explore,
  compare: lazy(() => import('./Compare/Compare.tsx').then((module) => ({ default: module.Compare }))),
  verify: lazy(() => import('./Verify/Verify.tsx').then((module) => ({ default: module.Verify }))),
  evidence: lazy(() => import('./Evidence/Evidence.tsx').then((module) => ({ default: module.Evidence }))),
  learn: lazy(() => import('./Learn/Learn.tsx').then((module) => ({ default: module.Learn }))),
  review: lazy(() => import('./Review/Review.tsx').then((module) => ({ default: module.Review }))),
}
