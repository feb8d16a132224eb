import type { Evidence } from '#specs/document.ts'
import { neighbours, type NeighbourCode } from '#specs/neighbours.ts'
import type { Specification } from '#machines/specification.ts'

/** What a code is, wherever it was found. */
export interface CodeMeaning {
  /** As its document writes it. */
  readonly name: string
  readonly value: string
  /** Its specification, or the neighbouring interface. */
  readonly family: string
  /** The specification in which it is a code, or next to which it is met. */
  readonly spec: string
  /** The code of that specification that has a run to show; null where none stands for it. */
  readonly code: string | null
  /** What it means after a cancel. */
  readonly means: string
  /** What that rests on. */
  readonly evidence: Evidence
  /** The document that gives it its name and number; null for a code of the specification, whose documents do. */
  readonly definedIn: string | null
  /** What a caller does then; null where the specification's duties say it. */
  readonly advice: string | null
  /** `own`: a code of the specification; `neighbour`: of an interface beside it. */
  readonly kind: 'own' | 'neighbour'
}

export interface Lookup {
  /** The piece of the text that was understood; the whole of it where nothing was. */
  readonly found: string
  readonly meanings: readonly CodeMeaning[]
}

/** A text longer than this is read up to here. */
const lookupMax = 4000

const unsigned = (n: number): number => (n < 0 ? n + 2 ** 32 : n)

/** Windows wraps a system error into an HRESULT: 0x8007 and the error. */
const unwrapped = (n: number): number[] => (Math.floor(n / 0x10000) === 0x8007 ? [n % 0x10000] : [])

function ownMeanings(specification: Specification, fits: (name: string, value: number) => boolean): CodeMeaning[] {
  const { id, title, codes } = specification.document
  return Object.entries(codes)
    .filter(([name, { value }]) => fits(name, Number(value)))
    .map(([name, { value, means, evidence }]) => ({
      name,
      value,
      family: title,
      spec: id,
      code: name,
      means,
      evidence,
      definedIn: null,
      advice: null,
      kind: 'own' as const,
    }))
}

const hex = (n: number): string => `0x${n.toString(16).toUpperCase().padStart(8, '0')}`

const neighbourMeaning = ({
  name,
  value,
  family,
  definedIn,
  near,
  means,
  evidence,
  advice,
}: NeighbourCode): CodeMeaning => ({
  name,
  value: value === null ? '' : value > 0xffff ? hex(value) : String(value),
  family,
  spec: near.spec,
  code: near.code ?? null,
  means,
  evidence,
  definedIn,
  advice,
  kind: 'neighbour',
})

/** `inJson`: the number stands in a member `code`, so only those are meant whose codes do. */
function ofNumber(specifications: readonly Specification[], n: number, inJson = false): CodeMeaning[] {
  const values: readonly (number | null)[] = [n, ...unwrapped(n)]
  const chosen = specifications.filter(({ document }) => !inJson || document.codesInJson === true)
  return [
    ...chosen.flatMap((specification) => ownMeanings(specification, (_, value) => values.includes(value))),
    ...neighbours
      .filter(
        ({ value, near }) =>
          values.includes(value) && (!inJson || chosen.some(({ document }) => document.id === near.spec)),
      )
      .map(neighbourMeaning),
  ]
}

function ofName(specifications: readonly Specification[], same: (name: string) => boolean): CodeMeaning[] {
  return [
    ...specifications.flatMap((specification) => ownMeanings(specification, same)),
    ...neighbours.filter(({ name }) => same(name)).map(neighbourMeaning),
  ]
}

/** `-2147217300`, `0x8004106C`, `12`. */
const isNumber = (text: string): boolean => /^(0x[\da-f]{1,8}|-?\d{1,10})$/i.test(text)

function numberIn(text: string): number | null {
  const n = unsigned(Number(text))
  return Number.isSafeInteger(n) && n >= 0 && n < 2 ** 32 ? n : null
}

/** Pieces of a line that may be a code, the surest first: a JSON member, words of an exception, a name, a hexadecimal, a long number. */
function pieces(text: string): readonly { readonly piece: string; readonly inJson?: true }[] {
  const member = [...text.matchAll(/"?code"?\s*[:=]\s*(-?\d{1,3})\b/gi)].map((match) => ({
    piece: match[1] ?? '',
    inJson: true as const,
  }))
  const names = [...text.matchAll(/\b[A-Za-z][A-Za-z.]*_?[A-Za-z_.]*\b/g)].map(([piece]) => ({ piece }))
  const hexes = [...text.matchAll(/\b0x[\da-f]{1,8}\b/gi)].map(([piece]) => ({ piece }))
  const numbers = [...text.matchAll(/(?<![\w.:-])-?\d{2,10}(?![\w.:])/g)].map(([piece]) => ({ piece }))
  return [...member, ...names, ...hexes, ...numbers]
}

const byWords = (text: string): CodeMeaning[] =>
  neighbours.filter(({ words = [] }) => words.some((word) => text.toLowerCase().includes(word))).map(neighbourMeaning)

/**
 * What a number, a name or a pasted line of a log is. A number alone is looked for everywhere; in a line, what is no code (a time, a
 * port) is passed over. Without any meaning the answer is an empty list: unknown is unknown.
 */
export function lookUp(specifications: readonly Specification[], input: string): Lookup {
  const text = input.slice(0, lookupMax).trim()
  if (isNumber(text)) {
    const n = numberIn(text)
    return { found: text, meanings: n === null ? [] : ofNumber(specifications, n) }
  }
  const named = ofName(specifications, (name) => name.toLowerCase() === text.toLowerCase())
  if (named.length > 0) return { found: text, meanings: named }
  const told = byWords(text)
  for (const { piece, inJson = false } of pieces(text)) {
    const n = isNumber(piece) ? numberIn(piece) : null
    // In a sentence "cancelled" is a word, and CANCELLED a code.
    const meanings = n === null ? ofName(specifications, (name) => name === piece) : ofNumber(specifications, n, inJson)
    if (meanings.length > 0 && (told.length === 0 || !inJson))
      return { found: piece, meanings: unique([...meanings, ...told]) }
  }
  return { found: text, meanings: told }
}

const unique = (all: readonly CodeMeaning[]): CodeMeaning[] =>
  all.filter((one, i) => all.findIndex(({ spec, name }) => spec === one.spec && name === one.name) === i)
