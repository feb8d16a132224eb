import { cutOff, emptyLink, headOf, sent, withoutHead, type Link } from '#kernel/network.ts'
import { Interned } from '#kernel/packed.ts'

/** A message on its way. */
interface Sent {
  readonly event: number
  readonly background: boolean
}
type Content = Link<Sent>

/** What is on a link, as a number: 0 for nothing on a link that is there. */
export class Links {
  private readonly contents = new Interned<Content>()
  private readonly popped: number[] = []
  private readonly pushed: number[][] = []

  private number(content: Content): number {
    if (!content.isCut && content.messages.length === 0) return 0
    const key = `${content.isCut ? 'x' : ''}${content.messages.map(({ event, background }) => `${event}${background ? 'b' : ''}`).join()}`
    return this.contents.number(key, () => content)
  }

  private content(number: number): Content {
    return number === 0 ? emptyLink : this.contents.value(number)
  }

  /** What arrives next. */
  head(number: number): Sent | undefined {
    return headOf(this.content(number))
  }

  /** How many messages are on it. */
  size(number: number): number {
    return this.content(number).messages.length
  }

  withoutHead(number: number): number {
    const known = this.popped[number]
    if (known !== undefined) return known
    return (this.popped[number] = this.number(withoutHead(this.content(number))))
  }

  /** With one more message; a link that was cut takes none. */
  with(number: number, event: number, background: boolean): number {
    const row = this.pushed[number] ?? (this.pushed[number] = [])
    const key = event * 2 + (background ? 1 : 0)
    const known = row[key]
    if (known !== undefined) return known
    return (row[key] = this.number(sent(this.content(number), { event, background })))
  }

  /** Cut, with the first `keep` messages kept. */
  cut(number: number, keep: number): { readonly number: number; readonly kept: number } {
    const link = cutOff(this.content(number), keep)
    return { number: this.number(link), kept: link.messages.length }
  }
}
