// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { NumberEdit } from './NumberEdit.tsx'

afterEach(cleanup)

it('a number that begins with a minus is the least where nothing is less than that, and not its digits', () => {
  const [onChange, onEnd] = [vi.fn<(value: number) => void>(), vi.fn<(byKey: boolean) => void>()]
  render(<NumberEdit name="Tick" value={40} min={0} max={100} onChange={onChange} onEnd={onEnd} />)
  const isOpen = fireEvent.keyDown(screen.getByRole('textbox'), { key: '-' })
  expect([isOpen, onChange.mock.calls, onEnd.mock.calls]).toEqual([false, [[0]], [[true]]])
})
