// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { createLab } from '#store/lab/lab.ts'
import { lessonQuestion, lessons } from '#store/learn/learn.ts'
import { ServicesContext } from '#store/services/context.ts'
import { createServices } from '#store/services/services.ts'
import { Across } from './Across.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('a question about all specifications is answered by the table of Compare, in which the cancel can be moved', () => {
  const watcher = class {
    observe = () => undefined
    disconnect = () => undefined
  }
  vi.stubGlobal('ResizeObserver', watcher)
  vi.stubGlobal('IntersectionObserver', watcher)
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(700)
  const pen: Pick<CanvasRenderingContext2D, 'font' | 'measureText'> = {
    font: '',
    measureText: (text) => ({ width: text.length * 6 }) as TextMetrics,
  }
  HTMLCanvasElement.prototype.getContext = (() => pen) as unknown as HTMLCanvasElement['getContext']
  document.documentElement.style.fontSize = '16px'
  const across = lessons.filter(({ ask }) => ask.kind === 'which').map(lessonQuestion)
  expect(across.map((question) => (question.kind === 'which' ? question.story : null))).toEqual([
    'half-way',
    'too-late',
    'lost',
  ])
  const lab = createLab()
  render(
    <ServicesContext value={createServices(lab)}>
      <Across story="half-way" />
    </ServicesContext>,
  )
  expect(screen.getAllByRole('button', { name: /^Open in Explore/ })).toHaveLength(5)
  act(() => lab.getState().nudge?.(40))
  fireEvent.click(screen.getByRole('button', { name: 'Open in Compare' }))
  expect(lab.getState().screen).toBe('compare')
  expect(lab.getState().places.compare).toMatchObject({ view: 'story', story: 'half-way' })
  expect((lab.getState().places.compare as { moment: number }).moment).toBeGreaterThan(500)
})
