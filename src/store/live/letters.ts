import { applyUpdate, Doc, encodeStateAsUpdate, getState } from 'yjs'
import { hashOf } from '#base/hash.ts'
import { textChange } from '#base/textChange.ts'

/**
 * A text as it came about, letter by letter: two that grew from the same one are put together without losing a letter of either. It is
 * the state of a small shared document.
 */
export type Letters = Uint8Array<ArrayBuffer>

// Each text begins with a line break that nobody sees: two that were begun apart stand below each other.
const field = 'text'

function docOf(letters: Letters): Doc {
  const doc = new Doc()
  applyUpdate(doc, letters)
  return doc
}

const stateOf = (doc: Doc): Letters => new Uint8Array(encodeStateAsUpdate(doc))

function put(doc: Doc, words: string): void {
  const text = doc.getText(field)
  const before = text.toJSON()
  if (words === before.slice(1)) return
  const { from, removed, inserted } = textChange(before, `\n${words}`)
  doc.transact(() => {
    if (removed > 0) text.delete(from, removed)
    if (inserted !== '') text.insert(from, inserted)
  })
}

/**
 * The text once it says these words, where nobody knows any more how they were written.
 * @param origin Where they come from: the same words of the same origin are the same letters, on whatever page.
 */
export function grown(letters: Letters, words: string, origin: string): Letters {
  const doc = docOf(letters)
  let writer = Number.parseInt(hashOf(`${origin} ${words}`).slice(0, 8), 16)
  while (getState(doc.store, writer) > 0) writer++
  doc.clientID = writer
  put(doc, words)
  return stateOf(doc)
}

/** A text that begins with these words; see `grown`. */
export const begun = (words: string, origin: string): Letters => grown(stateOf(new Doc()), words, origin)

/** The words; of several that were begun apart each in a line of its own. */
export function wordsOf(letters: Letters): string {
  const lines = docOf(letters).getText(field).toJSON()
  return lines.replace(/^\n+/, '')
}

/** Both, with every letter that was written in either, and none that was deleted in one. */
export function joined(a: Letters, b: Letters): Letters {
  const doc = docOf(a)
  applyUpdate(doc, b)
  return stateOf(doc)
}

/** Whether it is one; a damaged one is none. */
export function isReadable(letters: Letters): boolean {
  try {
    docOf(letters)
    return true
  } catch {
    return false
  }
}

/** Whether one grew from the other, or both from a third. */
export function areRelated(a: Letters, b: Letters): boolean {
  const [one, two] = [docOf(a).store.clients, docOf(b).store.clients]
  return one.size === 0 || two.size === 0 || [...one.keys()].some((writer) => two.has(writer))
}

/** Who writes on one page. A number under which letters were written that are not in the text any more is not used again. */
export class Pen {
  private writer: number | null = null
  private written = 0

  /** The text once it says these words. */
  write(letters: Letters, words: string): Letters {
    const doc = docOf(letters)
    if (this.writer === null || getState(doc.store, this.writer) !== this.written) this.writer = doc.clientID
    doc.clientID = this.writer
    put(doc, words)
    this.written = getState(doc.store, this.writer)
    return stateOf(doc)
  }
}
