import type { Lesson } from './lesson.ts'

export const tooLate: Lesson = {
  id: 'too-late-and-said-so',
  title: 'Too late, and who says so',
  says: 'The work is over when the cancel comes. An API can call that success, since nothing runs any more, or an error, since nothing was cancelled. Callers that treat every error as a failure fare badly with the second.',
  ask: { kind: 'which', story: 'too-late', measure: 'refuses' },
}
