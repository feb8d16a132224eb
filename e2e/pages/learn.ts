import type { Locator, Page } from '@playwright/test'

/** The screen with the course, the practice and the sheet. */
export class Learn {
  readonly page: Page
  readonly title: Locator
  readonly options: Locator
  readonly reveal: Locator
  readonly run: Locator
  readonly progress: Locator

  constructor(page: Page) {
    this.page = page
    this.title = page.getByRole('tabpanel').getByRole('heading', { level: 2 }).first()
    this.options = page.getByRole('radiogroup').getByRole('radio')
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

  lesson(number: number): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Lesson ${number}:`) })
  }
}
