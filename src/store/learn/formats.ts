/** What the screens need of the files of Learn. */
export { longTextMax, shortTextMax } from '#formats/lesson.ts'
export { personMax, resultText } from '#formats/result.ts'
export type { ResultOf } from '#formats/result.ts'
