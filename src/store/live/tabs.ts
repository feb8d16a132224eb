import { applyUpdate, encodeStateAsUpdate, type Doc } from 'yjs'
import { applyAwarenessUpdate, encodeAwarenessUpdate, type Awareness } from 'y-protocols/awareness'

type Word = { readonly kind: 'hello' } | { readonly kind: 'doc' | 'people'; readonly update: Uint8Array<ArrayBuffer> }

/** What pages of one browser tell each other; a test gives its own. */
export interface Channel {
  postMessage(word: Word): void
  addEventListener(type: 'message', take: (event: { readonly data: Word }) => void): void
  close(): void
}

const copy = (update: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(update)

/** Shares a document with the other pages of this browser. The returned function ends it. */
export function shareWithTabs(doc: Doc, people: Awareness, channel: Channel): () => void {
  const whole = (): void => {
    channel.postMessage({ kind: 'doc', update: copy(encodeStateAsUpdate(doc)) })
    const known = [...people.getStates().keys()]
    channel.postMessage({ kind: 'people', update: copy(encodeAwarenessUpdate(people, known)) })
  }
  channel.addEventListener('message', ({ data }) => {
    if (data.kind === 'hello') whole()
    else if (data.kind === 'doc') applyUpdate(doc, data.update, channel)
    else applyAwarenessUpdate(people, data.update, channel)
  })
  const changed = (update: Uint8Array, origin: unknown): void => {
    if (origin !== channel) channel.postMessage({ kind: 'doc', update: copy(update) })
  }
  const met = (
    { added, updated, removed }: Readonly<Record<'added' | 'updated' | 'removed', readonly number[]>>,
    origin: unknown,
  ): void => {
    if (origin === channel) return
    const update = encodeAwarenessUpdate(people, [...added, ...updated, ...removed])
    channel.postMessage({ kind: 'people', update: copy(update) })
  }
  doc.on('update', changed)
  people.on('update', met)
  channel.postMessage({ kind: 'hello' })
  whole()
  return () => {
    doc.off('update', changed)
    people.off('update', met)
    channel.close()
  }
}
