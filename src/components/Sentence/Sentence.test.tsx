// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { createLab } from '#store/lab/lab.ts'
import { ServicesContext } from '#store/services/context.ts'
import { createServices } from '#store/services/services.ts'
import { Sentence } from './Sentence.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('a sentence that grows while something is dragged pushes nothing away before it is let go', () => {
  let look = (): void => undefined
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(told: () => void) {
        look = told
      }
      observe = () => undefined
      disconnect = () => undefined
    },
  )
  const height = vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(60)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
  const lab = createLab()
  const { container } = render(
    <ServicesContext value={createServices(lab)}>
      <Sentence />
    </ServicesContext>,
  )
  const box = container.querySelector('[data-part=sentence]')?.parentElement
  look()
  expect(box?.style.minHeight).toBe('60px')
  act(() => lab.actions.beginGesture())
  height.mockReturnValue(80)
  look()
  expect([box?.style.minHeight, box?.style.maxHeight]).toEqual(['60px', '60px'])
  act(() => lab.actions.endGesture())
  expect([box?.style.minHeight, box?.style.maxHeight]).toEqual(['80px', ''])
  height.mockReturnValue(60)
  look()
  expect(box?.style.minHeight).toBe('80px')
})
