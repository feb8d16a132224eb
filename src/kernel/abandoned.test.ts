import { describe, expect, it } from 'vitest'
import { spentForNobody } from './abandoned.ts'

describe('ticks that are spent for nobody', () => {
  it.each([
    ['nobody left', { abandonedAt: null, stoppedAt: 300, heldUntil: [400] }, 0],
    ['the work goes on', { abandonedAt: 100, stoppedAt: 300, heldUntil: [] }, 200],
    ['a place stays taken', { abandonedAt: 100, stoppedAt: 150, heldUntil: [120, 400] }, 300],
    ['a place is never given back', { abandonedAt: 100, stoppedAt: 150, heldUntil: [null] }, 900],
    ['all was over before', { abandonedAt: 500, stoppedAt: 300, heldUntil: [400] }, 0],
    ['the work never began', { abandonedAt: 100, stoppedAt: null, heldUntil: [] }, 0],
  ])('%s', (_, spending, ticks) => expect(spentForNobody(spending, 1000)).toBe(ticks))
})
