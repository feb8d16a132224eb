import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { gestureMachine, type GestureEvent, type GestureState } from './gesture.ts'

function states(slack: number, events: readonly GestureEvent[]): GestureState[] {
  const actor = createActor(gestureMachine, { input: { slack } })
  actor.start()
  return events.map((event) => {
    actor.send(event)
    return actor.getSnapshot().value
  })
}

const press = (at: number, pointer = 1): GestureEvent => ({ type: 'press', pointer, at })
const move = (at: number, pointer = 1): GestureEvent => ({ type: 'move', pointer, at })
const release: GestureEvent = { type: 'release', pointer: 1 }
const lose: GestureEvent = { type: 'lose', pointer: 1 }
const cancel: GestureEvent = { type: 'cancel' }

describe('a gesture', () => {
  it('is a click up to the slack, and a drag beyond it, wherever it goes then', () => {
    expect(states(3, [press(10), move(13), move(7), release])).toEqual(['pressed', 'pressed', 'pressed', 'released'])
    expect(states(3, [press(10), move(14), move(10), release])).toEqual(['pressed', 'dragging', 'dragging', 'released'])
    expect(states(0, [press(10), move(10), move(11)])).toEqual(['pressed', 'pressed', 'dragging'])
  })

  it('is cancelled by Escape until it is released, and nothing moves it then', () => {
    expect(states(0, [press(1), cancel, move(9), release])).toEqual(['pressed', 'cancelled', 'cancelled', 'cancelled'])
    expect(states(0, [press(1), move(2), cancel, move(9)])).toEqual(['pressed', 'dragging', 'cancelled', 'cancelled'])
    expect(states(0, [press(1), move(2), release, cancel])).toEqual(['pressed', 'dragging', 'released', 'released'])
  })

  it('that loses its pointer has brought what it drags as far as that, and else did nothing', () => {
    expect(states(0, [press(1), lose])).toEqual(['pressed', 'cancelled'])
    expect(states(0, [press(1), move(5), lose])).toEqual(['pressed', 'dragging', 'released'])
  })

  it('of one pointer is none of another’s business', () => {
    const other: GestureEvent[] = [
      press(50, 2),
      move(90, 2),
      { type: 'release', pointer: 2 },
      { type: 'lose', pointer: 2 },
    ]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(move(4), move(40), release, lose, cancel)),
        fc.array(fc.nat()),
        (own, at) => {
          const mixed = own.flatMap((event, i) => [other[(at[i] ?? 0) % 4] ?? cancel, event])
          const alone = states(3, [press(0), ...own])
          const isOver = alone.findIndex((state) => state !== 'pressed' && state !== 'dragging')
          const until = isOver < 0 ? own.length : isOver
          const both = states(3, [press(0), ...mixed.slice(0, 2 * until)])
          expect(both.filter((_, i) => i % 2 === 0)).toEqual(alone.slice(0, until + 1))
        },
      ),
    )
  })

  it('begins anew with the next press', () => {
    for (const end of [release, cancel])
      expect(states(2, [press(0), move(9), end, press(30), move(31)]).slice(-2)).toEqual(['pressed', 'pressed'])
  })
})
