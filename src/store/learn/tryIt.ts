import { goalWords, isReached, type Goal } from '#analysis/quiz/goal.ts'
import type { Scenario } from '#kernel/model.ts'
import { createLab } from '../lab/lab.ts'
import { specificationFor } from '../lab/derived.ts'
import { guestServices } from '../services/embedded.ts'
import type { Services } from '../services/services.ts'
import type { Lesson } from './lessons/lesson.ts'

/** A run whose cancel can be dragged, beside the page's own run. */
export const trying = (page: Window, scenario: Scenario): Services =>
  guestServices(page, createLab({ scenario, builtIn: null, hints: [] }))

export type Task = NonNullable<Lesson['task']>

export const taskWords = ({ goal, says }: Task): string => says ?? goalWords(goal)

export const isSolved = (scenario: Scenario, goal: Goal): boolean =>
  isReached(specificationFor(scenario), scenario, goal)
