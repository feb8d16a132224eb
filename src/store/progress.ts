import { lessons } from './lessons/index.ts'

/** What was learnt, kept in this browser and nowhere else. */
export interface Progress {
  /** For each lesson that was answered, whether its first answer was right. */
  readonly lessons: Readonly<Record<string, boolean>>
  readonly asked: number
  readonly right: number
  /** Right answers in a row at the moment. */
  readonly row: number
}

export const noProgress: Progress = { lessons: {}, asked: 0, right: 0, row: 0 }

const key = 'aftercancel/progress'
const format = 'aftercancel/progress@1'

const count = (value: unknown): number => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0)

/** Progress from its text; what makes no sense in it is left out. */
export function readProgress(text: string | null): Progress {
  let value: unknown = null
  try {
    value = text === null ? null : JSON.parse(text)
  } catch {
    // Somebody else's text: as if there were none.
  }
  if (typeof value !== 'object' || value === null) return noProgress
  const { lessons: answered, asked, right, row } = value as Record<string, unknown>
  const known = typeof answered === 'object' && answered !== null ? (answered as Record<string, unknown>) : {}
  const own = lessons.flatMap(({ id }) => (Object.hasOwn(known, id) && typeof known[id] === 'boolean' ? [[id, known[id]] as const] : []))
  const asks = count(asked)
  const rights = Math.min(asks, count(right))
  return { lessons: Object.fromEntries(own), asked: asks, right: rights, row: Math.min(rights, count(row)) }
}

export const progressText = (progress: Progress): string => `${JSON.stringify({ format, ...progress }, null, 2)}\n`

export interface ProgressKeeper {
  readonly get: () => Progress
  /** Whether the browser keeps it; where it does not, it is gone with the page, and the screen says so. */
  readonly isKept: () => boolean
  readonly answerLesson: (id: string, isRight: boolean) => void
  readonly answerPractice: (isRight: boolean) => void
  readonly erase: () => void
  readonly subscribe: (changed: () => void) => () => void
}

/** `storage` gives the browser's storage; asking for it can throw, as everything about it can. */
export function keepProgress(storage: () => Storage): ProgressKeeper {
  const listeners = new Set<() => void>()
  let isKept = true
  let progress = noProgress
  try {
    progress = readProgress(storage().getItem(key))
  } catch {
    isKept = false
  }
  const put = (next: Progress): void => {
    progress = next
    try {
      if (next === noProgress) storage().removeItem(key)
      else storage().setItem(key, progressText(next))
      isKept = true
    } catch {
      isKept = false
    }
    for (const changed of listeners) changed()
  }
  return {
    get: () => progress,
    isKept: () => isKept,
    answerLesson(id, isRight) {
      if (progress.lessons[id] === undefined) put({ ...progress, lessons: { ...progress.lessons, [id]: isRight } })
    },
    answerPractice: (isRight) => put({ ...progress, asked: progress.asked + 1, right: progress.right + (isRight ? 1 : 0), row: isRight ? progress.row + 1 : 0 }),
    erase: () => put(noProgress),
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}
