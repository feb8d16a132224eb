import { describe, expect, it } from 'vitest'
import { scrollRead } from './scrollRead.ts'

/** A field that scrolls as a browser's does: never beyond its ends. */
function field(scrollHeight: number, clientHeight: number): HTMLElement {
  let top = 0
  return {
    clientHeight,
    get scrollTop() {
      return top
    },
    set scrollTop(wanted: number) {
      top = Math.max(0, Math.min(scrollHeight - clientHeight, wanted))
    },
  } as HTMLElement
}
const pageOf = (...fields: readonly HTMLElement[]) =>
  ({ querySelectorAll: () => fields }) as unknown as Pick<Document, 'querySelectorAll'>

describe('what is read', () => {
  it('is scrolled to its end, and then there is nothing more', () => {
    const read = field(2500, 1000)
    const page = pageOf(field(800, 800), read)
    expect([scrollRead(page, 1), scrollRead(page, 1), scrollRead(page, 1)]).toEqual([true, true, false])
    expect(read.scrollTop).toBe(1500)
    expect([scrollRead(page, -1), scrollRead(page, -1), scrollRead(page, -1)]).toEqual([true, true, false])
    expect(read.scrollTop).toBe(0)
  })

  it('is nothing on a page that has no such field', () => {
    expect(scrollRead(pageOf(), 1)).toBe(false)
  })
})
