import { Interned } from '#kernel/packed.ts'

/** A message on its way. */
interface Sent {
  readonly event: number
  readonly background: boolean
}
interface Content {
  readonly cut: boolean
  readonly messages: readonly Sent[]
}

const empty: Content = { cut: false, messages: [] }

/** What is on a link, as a number: 0 for nothing on a link that is there. */
export class Links {
  private readonly contents = new Interned<Content>()
  private readonly popped: number[] = []
  private readonly pushed: number[][] = []

  private number(content: Content): number {
    if (!content.cut && content.messages.length === 0) return 0
    const key = `${content.cut ? 'x' : ''}${content.messages.map(({ event, background }) => `${event}${background ? 'b' : ''}`).join()}`
    return this.contents.number(key, () => content)
  }

  private content(number: number): Content {
    return number === 0 ? empty : this.contents.value(number)
  }

  /** What arrives next. */
  head(number: number): Sent | undefined {
    return this.content(number).messages[0]
  }

  withoutHead(number: number): number {
    const known = this.popped[number]
    if (known !== undefined) return known
    const { cut, messages } = this.content(number)
    return (this.popped[number] = this.number({ cut, messages: messages.slice(1) }))
  }

  /** With one more message; a link that was cut takes none. */
  with(number: number, event: number, background: boolean): number {
    const row = this.pushed[number] ?? (this.pushed[number] = [])
    const key = event * 2 + (background ? 1 : 0)
    const known = row[key]
    if (known !== undefined) return known
    const { cut, messages } = this.content(number)
    return (row[key] = cut ? number : this.number({ cut, messages: [...messages, { event, background }] }))
  }

  /** Cut, with the first `keep` messages kept. */
  cut(number: number, keep: number): { readonly number: number; readonly kept: number } {
    const messages = this.content(number).messages.slice(0, keep)
    return { number: this.number({ cut: true, messages }), kept: messages.length }
  }
}
