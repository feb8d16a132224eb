import type { Locator, Page } from '@playwright/test'

/** Playback: where the playhead is, and what moves it. */
export class Transport {
  readonly root: Locator
  readonly play: Locator
  readonly pause: Locator
  readonly next: Locator
  readonly previous: Locator
  readonly first: Locator
  readonly last: Locator
  readonly loop: Locator
  /** Says "Tick 216". */
  readonly tick: Locator

  constructor(page: Page) {
    this.root = page.getByRole('region', { name: 'Playback' })
    this.play = this.root.getByRole('button', { name: 'Play' })
    this.pause = this.root.getByRole('button', { name: 'Pause' })
    this.next = this.root.getByRole('button', { name: 'Next event' })
    this.previous = this.root.getByRole('button', { name: 'Previous event' })
    this.first = this.root.getByRole('button', { name: 'To the start' })
    this.last = this.root.getByRole('button', { name: 'To the end' })
    this.tick = this.root.getByText(/^Tick \d+$/)
    this.loop = this.root.getByRole('button', { name: 'Loop' })
  }

  at(tick: number): Locator {
    return this.root.getByText(`Tick ${tick}`, { exact: true })
  }

  milestone(name: string): Locator {
    return this.root.getByRole('button', { name: new RegExp(`^${name}, at \\d+$`) })
  }
}
