import { assert } from '#base/assert.ts'
import { byObject } from '#base/memo.ts'
import type { LessonQuestion } from '#formats/lesson.ts'
import { checkScenario } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'

/**
 * A lesson is one file: some sentences, and what is asked about a built-in scenario, or about the run that explains a recording. It is a
 * question of `aftercancel/lesson@1`, so that what a teacher makes and the course are the same thing. No number is written by hand in its sentences.
 */
export type Lesson = LessonQuestion

/** The run that explains a recording, from its file, which `npm run verdicts` writes. Its specification has to be loaded. */
export const foundRun = byObject((file: object): Scenario => {
  const run = checkScenario(file)
  assert(run.ok, 'a run that was found is a scenario')
  return run.value
})
