// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLab, type LabStore } from '#store/lab/lab.ts'
import { ServicesContext } from '#store/services/context.ts'
import { createServices } from '#store/services/services.ts'
import { GlossarySheet } from '../Glossary/GlossarySheet.tsx'
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

it('the cancel is moved, given back and told by keyboard, and the picture and its list agree on what is selected', () => {
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
})

it('the names of the rows explain themselves, by keyboard too, and the glossary has them', () => {
  // As browsers do by now.
  Element.prototype.scrollIntoView = () => Promise.resolve() as unknown as undefined
  vi.stubGlobal('CSS', { escape: (text: string) => text })
  const lab = createLab()
  const services = createServices(lab)
  const page = (term: string | null) => (
    <ServicesContext value={services}>
      <Timeline />
      {term === null ? null : <GlossarySheet term={term} />}
    </ServicesContext>
  )
  const { rerender } = render(page(null))
  const names = within(screen.getByRole('group', { name: 'What the rows are' })).getAllByRole('button')
  expect(names.filter((name) => name.tabIndex === 0)).toEqual([names[0]])

  names[0]?.focus()
  fireEvent.keyDown(names[0] as HTMLElement, { key: 'ArrowDown' })
  const focused = document.activeElement as HTMLElement
  expect(focused).toBe(names[1])
  expect(focused.getAttribute('aria-label')).toMatch(/^Application: Your code/)

  fireEvent.click(focused)
  const { sheet } = lab.getState()
  expect(sheet).toEqual({ kind: 'glossary', term: 'role client' })
  rerender(page('role client'))
  expect(screen.getByRole('dialog', { name: 'Glossary' }).querySelector('[data-asked] dt')?.textContent).toMatch(
    /^Application/,
  )
  rerender(page('role provider'))
  rerender(page(null))
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('the run that is pinned is seen in the picture of the open one', () => {
  const lab = createLab()
  const { container } = render(
    <ServicesContext value={createServices(lab)}>
      <Timeline />
    </ServicesContext>,
  )
  const pinned = (): string | undefined => container.querySelector('[data-part=pinned]')?.textContent ?? undefined
  const before = cancelAt(lab) ?? 0
  expect(pinned()).toBeUndefined()
  act(() => lab.actions.pin())
  expect(pinned()).toBe(`pinned ${before}`)
  act(() => lab.actions.cancelAt(before + 30))
  expect(pinned()).toBe(`pinned ${before}`)
  act(() => lab.actions.unpin())
  expect(pinned()).toBeUndefined()
})
