import type { Locator, Page } from '@playwright/test'

/** The screen with the course, the practice and the sheet. */
export class Learn {
  readonly page: Page
  readonly title: Locator
  readonly options: Locator
  /** The marker on the timeline, where a tick is asked for. */
  readonly marker: Locator
  readonly replay: Locator
  readonly ribbon: Locator
  readonly reveal: Locator
  readonly run: Locator
  readonly progress: Locator

  constructor(page: Page) {
    this.page = page
    this.title = page.getByRole('tabpanel').getByRole('heading', { level: 2 }).first()
    this.options = page.getByRole('radiogroup').getByRole('radio')
    this.marker = page.getByRole('slider', { name: /^Your mark/ })
    this.replay = page.getByRole('group', { name: 'Replay' })
    this.ribbon = page.getByRole('region', { name: 'Outcome ribbon' })
    this.reveal = page.getByRole('button', { name: 'Reveal' })
    this.run = page.getByRole('region', { name: 'The run' })
    this.progress = page.getByRole('region', { name: 'Your progress' })
  }

  async open(): Promise<void> {
    await this.page.goto('./#/learn')
    await this.title.waitFor()
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click()
  }

  /** Answers whatever is asked, with the first option or the tick at which the marker waits. */
  async answer(): Promise<void> {
    if ((await this.options.count()) > 0) await this.options.first().check({ force: true })
    else await this.marker.press('Enter')
  }

  /** Forgets all that was answered. */
  async erase(): Promise<void> {
    await this.progress.getByRole('button', { name: 'Erase' }).click()
    await this.progress.getByRole('button', { name: 'Really erase?' }).click()
    await this.progress.getByText(/^0 of/).waitFor()
  }

  lesson(number: number): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Lesson ${number}:`) })
  }
}
