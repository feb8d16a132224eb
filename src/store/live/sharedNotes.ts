import type { Doc, Map as SharedMap, Transaction } from 'yjs'
import { hashOf } from '#base/hash.ts'
import { stableJson } from '#base/json.ts'
import {
  decisionKey,
  isComment,
  isDecision,
  noMinutes,
  textMax,
  type Comment,
  type Decision,
  type Minutes,
} from '#formats/minutes.ts'
import { isSameChoice, settledAlike } from '#formats/minutesLive.ts'
import { knew, together } from '#formats/minutesMerge.ts'
import type { Notes } from '../review/comments.ts'
import { areRelated, begun, grown, isReadable, joined, Pen, wordsOf, type Letters } from './letters.ts'

type Version = Comment | Decision

/** A version in the shared document. What it is known by is its content: two pages can write in the same millisecond. */
interface Entry {
  readonly version: Version
  /** Those that whoever wrote it knew, by what they are known by. */
  readonly past: readonly string[]
  /** Whether those are all; what was written before it came into a shared document is told by its time only. */
  readonly isWhole: boolean
  /** Those times. Pages with clocks that go wrong write in the same millisecond; so what is told better is not among them. */
  readonly older?: readonly number[]
}

interface Known extends Entry {
  readonly hash: string
  /** How the reason of a decision came about; null: it is not known. */
  readonly letters: Letters | null
}

const nameOf = (version: Version): string =>
  'id' in version ? `comment ${version.id}` : `decision ${decisionKey(version)}`
const known = (entry: Entry, letters: Letters | null = null): Known => ({
  ...entry,
  hash: hashOf(stableJson(entry.version)),
  letters,
})
/** A version of which it is not known what it came from. */
const asFound = (version: Version): Known => known({ version, past: [], isWhole: version.replaces === undefined })
const timesIn = (version: Version): readonly number[] => [
  ...(version.replaces ?? []),
  ...('id' in version ? [] : (version.before ?? []).map(({ changed }) => changed)),
]
const olderThan = ({ version, isWhole, older }: Known): readonly number[] =>
  isWhole ? [] : (older ?? timesIn(version))
/** What comes of these, as far as it is known. */
const comingOf = (all: readonly Known[]): Omit<Entry, 'version'> => ({
  past: [...new Set(all.flatMap(({ past }) => past)), ...all.map(({ hash }) => hash)],
  isWhole: all.every(({ isWhole }) => isWhole),
  older: [...new Set(all.flatMap(olderThan))],
})
const reasonOf = (version: Version): string => ('id' in version ? '' : (version.why ?? ''))
const lettersOf = ({ version, hash, letters }: Known): Letters =>
  letters !== null && isReadable(letters) ? letters : begun(reasonOf(version), hash)
/** A page of another version may have put down what this one cannot read, and what a browser keeps may be damaged. */
function isEntry(value: unknown): value is Entry {
  const { version, past, isWhole, older = [] } = Object(value) as Partial<Entry>
  const isTold = Array.isArray(past) && typeof isWhole === 'boolean' && Array.isArray(older)
  return isTold && (isComment(version) || isDecision(version))
}

const replaces = (one: Known, other: Known): boolean =>
  one.past.includes(other.hash) || olderThan(one).includes(other.version.changed)

const minutesOf = (versions: readonly Version[]): Minutes => ({
  comments: versions.filter((version): version is Comment => 'id' in version),
  decisions: versions.filter((version): version is Decision => !('id' in version)),
})

/** The reasons of both, letter by letter, where both chose the same; null: they are reasons for something else, or too much for one. */
function reasonsOf(a: Known, b: Known): Letters | null {
  if ('id' in a.version || 'id' in b.version || !isSameChoice(a.version, b.version)) return null
  const [one, two] = [lettersOf(a), lettersOf(b)]
  // What both have from elsewhere is said once.
  if (reasonOf(a.version) === reasonOf(b.version) && !areRelated(one, two)) return one
  const both = joined(one, two)
  return wordsOf(both).length > textMax ? null : both
}

/** Two versions that know nothing of each other, as one; of a comment the words of both stay. */
function settled(a: Known, b: Known): readonly [Known, readonly Known[]] {
  const one = a.version
  const [kind, key] = 'id' in one ? ['comment', one.id] : ['decision', decisionKey(one)]
  const conflict = { kind, key, mine: one, theirs: b.version } as Parameters<typeof settledAlike>[0]
  const letters = reasonsOf(a, b)
  const news = settledAlike(conflict, letters === null ? null : wordsOf(letters))
  const [version = one, ...copies] = [...news.comments, ...news.decisions]
  return [
    known({ version, ...comingOf([a, b]) }, letters),
    copies.map((copy) => known({ version: copy, past: [], isWhole: true })),
  ]
}

/** A version, with what others know of how it came about: a page that was opened again does not. */
function withPast(one: Known, all: readonly Known[]): Known {
  const same = all.find(({ hash }) => hash === one.hash)
  return same === undefined ? one : { ...(one.isWhole ? one : same), letters: same.letters ?? one.letters }
}

/** What somebody wrote who knew one of these, where it was not seen how: the rest of its text stays the same letters. */
function laterThan(all: readonly Known[], version: Version): Known | null {
  const [last] = all
    .filter((each) => knew(version, each.version))
    .toSorted((a, b) => b.version.changed - a.version.changed || (a.hash < b.hash ? -1 : 1))
  if (last === undefined) return null
  const later = known({ version, ...comingOf([last]) })
  if ('id' in version || 'id' in last.version || !isSameChoice(last.version, version)) return later
  return { ...later, letters: grown(lettersOf(last), reasonOf(version), `${last.hash} ${later.hash}`) }
}

/** What all versions of one thing come to: the same on every page that has the same versions. */
function agreed(all: readonly Known[]): readonly Known[] {
  const unique = [...new Map(all.map((each) => [each.hash, each])).values()]
  const newest = unique.filter((one) => !unique.some((other) => other !== one && replaces(other, one)))
  const [first, ...others] = newest.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
  if (first === undefined) return []
  let kept = first
  const copies: Known[] = []
  for (const other of others) {
    const [next, more] = settled(kept, other)
    kept = next
    copies.push(...more)
  }
  return [kept, ...copies]
}

const versionsOf = (doc: Doc): SharedMap<Entry> => doc.getMap<Entry>('versions')
/** Of decisions, under the name that they have in `versions`. */
const lettersIn = (doc: Doc): SharedMap<Letters> => doc.getMap<Letters>('reasons')

/** What is in a shared document, by what it is about. */
function entriesIn(doc: Doc): ReadonlyMap<string, readonly Known[]> {
  const byName = new Map<string, Known[]>()
  for (const [key, entry] of versionsOf(doc).entries()) {
    if (!isEntry(entry)) continue
    const [name, letters] = [nameOf(entry.version), lettersIn(doc).get(key)]
    byName.set(name, [...(byName.get(name) ?? []), known(entry, letters instanceof Uint8Array ? letters : null)])
  }
  return byName
}

/** Puts down in a second document what is said and decided in the first. */
export function copyNotes(from: Doc, to: Doc): void {
  for (const [name, entries] of entriesIn(from))
    for (const { hash, letters, ...entry } of entries) {
      versionsOf(to).set(`${name} ${hash}`, entry)
      if (letters !== null) lettersIn(to).set(`${name} ${hash}`, letters)
    }
}

/** Takes out of a document all that is said and decided. */
export function clearNotes(doc: Doc): void {
  doc.transact(() => {
    versionsOf(doc).clear()
    lettersIn(doc).clear()
  })
}

/** Keeps what is said and decided here, and what is in the shared document, the same. The returned function ends it. */
export function shareNotes(doc: Doc, notes: Notes): () => void {
  const shared = versionsOf(doc)
  const reasons = lettersIn(doc)
  const pens = new Map<string, Pen>()
  /** What is here, by its name, with what it came from. */
  const own = new Map<string, Known>()
  /** What came of what others wrote, until it is here. */
  const coming = new Map<string, Known>()

  /** The reason as somebody has just written it here; another choice begins a new one. */
  const written = (name: string, { version: before, ...rest }: Known, version: Version): Letters | null => {
    if ('id' in version || 'id' in before || !isSameChoice(before, version)) return null
    const pen = pens.get(name) ?? new Pen()
    pens.set(name, pen)
    return pen.write(lettersOf({ version: before, ...rest }), reasonOf(version))
  }
  const meet = (version: Version): Known => {
    const name = nameOf(version)
    const before = own.get(name)
    const plain = asFound(version)
    if (before?.hash === plain.hash) return before
    const next = (last: Known): Known => known({ version, ...comingOf([last]) }, written(name, last, version))
    const met = coming.get(plain.hash) ?? (before === undefined ? plain : next(before))
    own.set(name, met)
    return met
  }
  /** What is here goes on from where it was in the document when this page begins: it was opened again, or written elsewhere since. */
  const remember = ({ comments, decisions }: Minutes): void => {
    const all = entriesIn(doc)
    for (const version of [...comments, ...decisions]) {
      const name = nameOf(version)
      const [entries, found] = [all.get(name) ?? [], asFound(version)]
      const isThere = entries.some(({ hash }) => hash === found.hash)
      own.set(name, isThere ? withPast(found, entries) : (laterThan(entries, version) ?? found))
    }
  }
  const push = ({ comments, decisions }: Minutes): void =>
    doc.transact(() => {
      for (const version of [...comments, ...decisions]) {
        const met = meet(version)
        const { hash, letters, ...entry } = met
        const name = nameOf(version)
        if (shared.has(`${name} ${hash}`)) continue
        for (const [key, other] of shared.entries()) {
          if (!key.startsWith(`${name} `) || !isEntry(other)) continue
          if (nameOf(other.version) !== name || !replaces(met, known(other))) continue
          shared.delete(key)
          reasons.delete(key)
        }
        shared.set(`${name} ${hash}`, entry)
        if (letters !== null) reasons.set(`${name} ${hash}`, letters)
      }
    }, notes)

  const pull = (): void => {
    const news = [...entriesIn(doc)].flatMap(([name, entries]) => {
      const found = own.get(name)
      const mine = found === undefined ? undefined : withPast(found, entries)
      if (mine !== undefined) own.set(name, mine)
      return agreed(mine === undefined ? entries : [mine, ...entries]).filter(
        ({ version, hash }) => own.get(nameOf(version))?.hash !== hash && !isPast(own.get(nameOf(version)), hash),
      )
    })
    for (const each of news) coming.set(each.hash, each)
    if (news.length > 0) void notes.shared(together([minutesOf(news.map(({ version }) => version))]))
    coming.clear()
  }
  const isPast = (mine: Known | undefined, hash: string): boolean => mine?.past.includes(hash) === true

  notes.sharing(true)
  let isBegun = false
  const changed = (_: unknown, { origin }: Transaction): void => {
    if (isBegun && origin !== notes) pull()
  }
  shared.observe(changed)
  let last = notes.store.getState().minutes
  const stop = notes.store.subscribe(({ minutes }) => {
    if (!isBegun || minutes === last) return
    last = minutes
    // All was erased: what is written from now on comes of nothing.
    if (minutes === noMinutes) own.clear()
    push(minutes)
  })
  void notes.read().then(() => {
    isBegun = true
    last = notes.store.getState().minutes
    remember(last)
    push(last)
    pull()
  })
  return () => {
    notes.sharing(false)
    stop()
    shared.unobserve(changed)
  }
}
