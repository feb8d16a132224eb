import { mergeProgress, noProgress, parseProgress, progressText, type Progress } from '#formats/progress.ts'
import { ok, type Result } from '#base/result.ts'
import { lessons } from './lessons/index.ts'

/** What was learnt is kept in this browser and nowhere else. */
export { noProgress, progressText }
export type { Progress }

const key = 'aftercancel/progress'

const count = (value: unknown): number =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0

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
  const own = lessons.flatMap(({ id }) =>
    Object.hasOwn(known, id) && typeof known[id] === 'boolean' ? [[id, known[id]] as const] : [],
  )
  const asks = count(asked)
  const rights = Math.min(asks, count(right))
  return { lessons: Object.fromEntries(own), asked: asks, right: rights, row: Math.min(rights, count(row)) }
}

const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`

export interface ProgressStore {
  readonly get: () => Progress
  /** Whether the browser keeps it; where it does not, it is gone with the page, and the screen says so. */
  readonly isKept: () => boolean
  readonly answerLesson: (id: string, isRight: boolean) => void
  readonly answerPractice: (isRight: boolean) => void
  /** Takes in a file of progress. The error is a sentence, and then nothing has changed. */
  readonly take: (text: string) => Result<string>
  readonly erase: () => void
  /** Another page of this browser has put down another text. */
  readonly follow: (text: string | null) => void
  readonly subscribe: (changed: () => void) => () => void
}

/** `storage` gives the browser's storage; asking for it can throw, as everything about it can. */
export function keepProgress(storage: () => Storage): ProgressStore {
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
    answerPractice: (isRight) =>
      put({
        ...progress,
        asked: progress.asked + 1,
        right: progress.right + (isRight ? 1 : 0),
        row: isRight ? progress.row + 1 : 0,
      }),
    take(text) {
      const read = parseProgress(
        text,
        lessons.map(({ id }) => id),
      )
      if (!read.ok) return read
      const before = progress
      const next = mergeProgress(before, read.value)
      const came = Object.keys(next.lessons).length - Object.keys(before.lessons).length
      const practice = next.asked - before.asked
      if (came === 0 && practice === 0) return ok('all that it says is here already')
      put(next)
      const said = [
        ...(came === 0 ? [] : [plural(came, 'lesson')]),
        ...(practice === 0 ? [] : [plural(practice, 'practice question')]),
      ]
      return ok(`${said.join(' and ')} came in`)
    },
    erase: () => put(noProgress),
    follow(text) {
      progress = readProgress(text)
      for (const changed of listeners) changed()
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

/** The progress of the page. */
export function createProgress(): ProgressStore {
  const keeper = keepProgress(() => window.localStorage)
  window.addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) keeper.follow(event.newValue)
  })
  return keeper
}
