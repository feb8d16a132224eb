// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLab, type LabStore } from '#store/lab/lab.ts'
import { ServicesContext } from '#store/services/context.ts'
import { createServices } from '#store/services/services.ts'
import { EventList } from './EventList.tsx'
import { Timeline } from './Timeline.tsx'

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined
      disconnect = () => undefined
    },
  )
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(480)
  const pen: Pick<CanvasRenderingContext2D, 'font' | 'measureText'> = {
    font: '',
    measureText: (text) => ({ width: text.length * 6 }) as TextMetrics,
  }
  HTMLCanvasElement.prototype.getContext = (() => pen) as unknown as HTMLCanvasElement['getContext']
  Element.prototype.scrollIntoView = () => undefined
  document.documentElement.style.fontSize = '16px'
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const cancelAt = (lab: LabStore): number | undefined =>
  lab.getState().scenario.steps.find((step) => step.do === 'cancel')?.at

it(
  'the cancel is moved, given back and told by keyboard, and the picture and its list agree on what is selected',
  { timeout: 30_000 },
  () => {
    const lab = createLab()
    render(
      <ServicesContext value={createServices(lab)}>
        <Timeline />
        <EventList />
      </ServicesContext>,
    )
    const before = cancelAt(lab) ?? 0
    const slider = screen.getByLabelText('Cancel instant')
    expect(slider.getAttribute('aria-valuetext')).toMatch(new RegExp(`^tick ${before}: `))

    fireEvent.keyDown(slider, { key: 'ArrowRight', shiftKey: true })
    fireEvent.keyDown(slider, { key: 'ArrowRight' })
    expect(cancelAt(lab)).toBe(before + 11)
    expect(screen.getByLabelText('Cancel instant').getAttribute('aria-valuetext')).toMatch(
      new RegExp(`^tick ${before + 11}: `),
    )
    fireEvent.keyUp(slider, { key: 'ArrowRight' })
    expect(lab.getState().past).toHaveLength(1)

    fireEvent.keyDown(slider, { key: 'End' })
    fireEvent.keyDown(window, { key: 'Escape' })
    expect(cancelAt(lab)).toBe(before + 11)
    expect(lab.getState().past).toHaveLength(1)

    const row = screen.getByText(/^cancel returns/).closest('button') as HTMLElement
    fireEvent.click(row)
    expect(row.getAttribute('aria-pressed')).toBe('true')
    const cursor = (): HTMLElement => document.querySelector('[data-cursor]') as HTMLElement
    expect(cursor().getAttribute('aria-label')).toMatch(/^cancel returns/)
    expect(cursor().getAttribute('aria-pressed')).toBe('true')

    const { selection } = lab.getState()
    fireEvent.keyDown(cursor(), { key: 'ArrowUp' })
    expect(lab.getState().selection).not.toEqual(selection)
    expect(cursor().getAttribute('aria-label')).not.toMatch(/^cancel returns/)
    expect(cursor().getAttribute('aria-pressed')).toBe('true')
  },
)
