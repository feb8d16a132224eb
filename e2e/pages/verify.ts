import type { Locator, Page } from '@playwright/test'

/** The screen with the exhaustive check. */
export class Verify {
  readonly page: Page
  readonly check: Locator
  readonly headline: Locator
  readonly start: Locator
  readonly cancel: Locator
  readonly again: Locator
  readonly run: Locator
  readonly map: Locator
  /** The cross on the map, as a button that says what it stands on. */
  readonly cell: Locator
  readonly coverage: Locator
  /** The first code that a cancel was seen to return. */
  readonly found: Locator

  constructor(page: Page) {
    this.page = page
    this.check = page.getByRole('region', { name: 'Check', exact: true })
    this.headline = this.check.getByRole('heading')
    this.start = this.check.getByRole('button', { name: 'Run the check' })
    this.cancel = this.check.getByRole('button', { name: 'Cancel the check' })
    this.again = this.check.getByRole('button', { name: 'Run again' })
    this.run = page.getByRole('region', { name: 'Run of the selected row' })
    this.map = page.getByRole('region', { name: 'Outcome map' })
    this.cell = this.map.getByRole('button', { name: /^Cell of the map/ })
    this.found = page.getByRole('table', { name: 'What can come back' }).getByText('by cancel').first()
    this.coverage = page.getByRole('region', { name: 'Clause coverage' })
  }

  group(title: string): Locator {
    return this.page.getByRole('table', { name: title })
  }

  row(text: string | RegExp): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('button', { name: text }) })
  }

  /** With one worker, unless told otherwise: a check would take all cores from the tests beside it. */
  async open({ workers = 1 } = {}): Promise<void> {
    await this.page.addInitScript((count) => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: count })
    }, workers)
    await this.page.goto('./#/verify')
    await this.headline.waitFor()
  }

  /** Starts the check, for the first time or again, and waits until it is under way: what an earlier one found is gone by then. */
  async begin(): Promise<void> {
    await this.start.or(this.again).click()
    await this.cancel.waitFor()
  }

  async pickSpec(title: string): Promise<void> {
    await this.page.getByRole('tab', { name: title }).click()
  }
}
