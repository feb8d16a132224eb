import fc from 'fast-check'
import { expect, it } from 'vitest'
import { armed, cutOff, disarmed, emptyLink, headOf, sent, withoutHead, type Link } from './network.ts'

const on = (...messages: readonly string[]): Link<string> =>
  messages.reduce((link: Link<string>, message) => sent(link, message), emptyLink)

it('a link gives back what was sent, in that order', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (messages) => {
      let link = on(...messages)
      const arrived: string[] = []
      for (let head = headOf(link); head !== undefined; head = headOf(link)) {
        arrived.push(head)
        link = withoutHead(link)
      }
      expect(arrived).toEqual(messages)
      expect(link).toEqual(emptyLink)
    }),
  )
})

it('a link that is cut keeps the first messages, loses the others and takes no more', () => {
  expect(cutOff(on('a', 'b', 'c'), 2)).toEqual({ isCut: true, messages: ['a', 'b'] })
  expect(cutOff(on('a'), 2)).toEqual({ isCut: true, messages: ['a'] })
  expect(sent(cutOff(on('a', 'b'), 1), 'c')).toEqual({ isCut: true, messages: ['a'] })
  expect(withoutHead(cutOff(on('a', 'b'), 1))).toEqual({ isCut: true, messages: [] })
  expect(cutOff(cutOff(on('a', 'b'), 2), 1)).toEqual({ isCut: true, messages: ['a'] })
})

it('a timer that is armed again runs once', () => {
  const timers = armed(armed(armed([], { timer: 'a', n: 1 }), { timer: 'b', n: 2 }), { timer: 'a', n: 3 })

  expect(timers).toEqual([
    { timer: 'b', n: 2 },
    { timer: 'a', n: 3 },
  ])
  expect(disarmed(timers, 'a')).toEqual([{ timer: 'b', n: 2 }])
  expect(disarmed(timers, 'c')).toEqual(timers)
})
