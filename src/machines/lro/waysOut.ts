import type { Breach, WayOut } from '../specification.ts'
import {
  goesBack,
  hasBoth,
  hasChanged,
  hasEndTooEarly,
  isBack,
  isGone,
  isOtherStatus,
  saysMore,
  wasCancelled,
} from './seen.ts'

const gone = {
  question: 'LH-03',
  answer: 'The record was gone: it had expired, or a client that nobody watched had deleted it.',
} as const

/** What would explain a look, or a record that is gone, against the clauses. */
export const waysOut: readonly WayOut[] = [
  {
    question: 'LH-19',
    answer: 'An old copy may answer: an operation that is done can be seen running once more.',
    clauses: ['LR-14'],
    excuses: goesBack,
  },
  { ...gone, clauses: ['LR-05'], excuses: (line, before) => isGone(line, before) && wasCancelled(line, before) },
  { ...gone, clauses: [], excuses: (line, before) => isGone(line, before) && !wasCancelled(line, before) },
]

/** What answers go against by themselves, or after those before them. */
export const breaches: readonly Breach[] = [
  { clauses: ['LR-13'], isIn: hasBoth },
  { clauses: ['LR-12'], isIn: hasEndTooEarly },
  { clauses: ['LR-14'], isIn: hasChanged },
  { clauses: ['LR-18'], isIn: isBack },
  { clauses: ['LR-09'], isIn: saysMore },
  { clauses: ['LR-21'], isIn: isOtherStatus },
]
