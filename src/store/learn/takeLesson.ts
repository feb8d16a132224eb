import { ok, type Result } from '#base/result.ts'
import type { Json } from '#base/json.ts'
import { parseLesson } from '#formats/lesson.ts'
import type { LabStore } from '../lab/lab.ts'
import { learnPlace } from './place.ts'

/** Opens a lesson's file in Learn; the error is a sentence, and then nothing has changed. */
export function takeLesson(lab: LabStore, text: string): Result<string> {
  const read = parseLesson(text)
  if (!read.ok) return read
  const place = learnPlace(lab.getState().places.learn)
  const own = JSON.parse(text) as Json
  const first = read.value.questions[0]?.id ?? place.lesson
  lab.actions.setPlace('learn', {
    ...place,
    own,
    tab: 'own',
    lesson: first,
    chosen: null,
    revealed: false,
  })
  const n = read.value.questions.length
  return ok(`“${read.value.title}” is open, ${n} ${n === 1 ? 'question' : 'questions'}`)
}
