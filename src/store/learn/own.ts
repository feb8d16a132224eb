import type { Json } from '#base/json.ts'
import { byObject } from '#base/memo.ts'
import { checkLesson, type LessonFile } from '#formats/lesson.ts'

/** The text of a lesson's file. */
export const lessonFileText = (own: Json): string => `${JSON.stringify(own, null, 2)}\n`

/** A lesson that somebody has made, from what the place holds; null where it is none. */
export const ownLesson = (own: Json): LessonFile | null =>
  typeof own === 'object' && own !== null ? checkedLesson(own) : null

const checkedLesson = byObject((own: object): LessonFile | null => {
  const read = checkLesson(own)
  return read.ok ? read.value : null
})
