import { stableJson } from '#base/json.ts'
import { ok, type Result } from '#base/result.ts'
import { checkResult, parseResult, personMax, resultValue, type ResultFile } from '#formats/result.ts'

/** What was answered in sets and lessons, and the results of others that were opened here: kept in this browser and nowhere else. */
export interface Results {
  /** Whoever answers here, as they call themselves. */
  readonly name: string
  /** Answers by set or lesson, and in it by question; the first answer stays. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, string | number>>
  /** Results that were opened. */
  readonly taken: readonly ResultFile[]
}

const noResults: Results = { name: '', answers: new Map(), taken: [] }

const key = 'aftercancel/results'
/** So many sets are remembered, the last ones. */
const worksMax = 40
const takenMax = 2000

const isAnswer = (value: unknown): value is string | number =>
  typeof value === 'string' || (Number.isSafeInteger(value) && (value as number) >= 0)

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

/** Results from the browser's text; what makes no sense in it is left out. */
export function readResults(text: string | null): Results {
  let value: unknown = null
  try {
    value = text === null ? null : JSON.parse(text)
  } catch {
    // Somebody else's text: as if there were none.
  }
  const { name, answers, taken } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const works = entriesOf(answers).map(([work, given]) => {
    const own = entriesOf(given).filter((entry): entry is [string, string | number] => isAnswer(entry[1]))
    return [work, new Map(own)] as const
  })
  const files = (Array.isArray(taken) ? taken : []).flatMap((each: unknown) => {
    const checked = checkResult(each)
    return checked.ok ? [checked.value] : []
  })
  return {
    name: typeof name === 'string' ? name.slice(0, personMax) : '',
    answers: new Map(works.slice(-worksMax)),
    taken: files.slice(-takenMax),
  }
}

const resultsText = ({ name, answers, taken }: Results): string =>
  JSON.stringify({
    name,
    answers: Object.fromEntries([...answers].map(([work, given]) => [work, Object.fromEntries(given)])),
    taken: taken.map(resultValue),
  })

export interface ResultsStore {
  readonly get: () => Results
  readonly isKept: () => boolean
  readonly setName: (name: string) => void
  /** The first answer to a question stays. */
  readonly answer: (work: string, question: string, answer: string | number) => void
  /** Forgets what was answered in a set, to begin again. */
  readonly startAgain: (work: string) => void
  /** Takes in a result file. A second one of the same name stays beside the first; the same one is not taken twice. */
  readonly take: (text: string) => Result<string>
  readonly remove: (result: ResultFile) => void
  readonly subscribe: (changed: () => void) => () => void
}

/** `storage` gives the browser's storage; asking for it can throw, as everything about it can. */
export function keepResults(storage: () => Storage): ResultsStore {
  const listeners = new Set<() => void>()
  let isKept = true
  let results = noResults
  try {
    results = readResults(storage().getItem(key))
  } catch {
    isKept = false
  }
  const put = (next: Results): void => {
    results = next
    try {
      storage().setItem(key, resultsText(next))
      isKept = true
    } catch {
      isKept = false
    }
    for (const changed of listeners) changed()
  }
  return {
    get: () => results,
    isKept: () => isKept,
    setName: (name) => put({ ...results, name: name.slice(0, personMax) }),
    answer(work, question, answer) {
      const own = results.answers.get(work)
      if (own?.has(question) === true) return
      const others = [...results.answers].filter(([each]) => each !== work).slice(1 - worksMax)
      put({ ...results, answers: new Map([...others, [work, new Map([...(own ?? []), [question, answer]])]]) })
    },
    startAgain: (work) => put({ ...results, answers: new Map([...results.answers].filter(([each]) => each !== work)) }),
    take(text) {
      const read = parseResult(text)
      if (!read.ok) return read
      const { value } = read
      const who = value.name === '' ? 'somebody without a name' : value.name
      if (results.taken.some((each) => stableJson(each) === stableJson(value)))
        return ok(`the result of ${who} is here already`)
      put({ ...results, taken: [...results.taken, value].slice(-takenMax) })
      return ok(`the result of ${who} came in`)
    },
    remove: (result) => put({ ...results, taken: results.taken.filter((each) => each !== result) }),
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

/** The results of the page. */
export const createResults = (): ResultsStore => keepResults(() => window.localStorage)
