import type { Locator, Page } from '@playwright/test'

/** The screen for a review meeting. */
export class Review {
  readonly page: Page
  readonly meeting: Locator
  readonly clause: Locator
  readonly comments: Locator

  constructor(page: Page) {
    this.page = page
    this.meeting = page.getByRole('region', { name: 'Meeting' })
    this.clause = page.getByRole('article')
    this.comments = page.getByRole('complementary', { name: 'Comments' })
  }

  async open(): Promise<void> {
    await this.page.goto('./#/review')
    await this.clause.waitFor()
  }

  /** Writes a comment; without words it is on the whole clause. */
  async comment(text: string, words = ''): Promise<void> {
    await this.comments.getByRole('button', { name: /^Comment on/ }).click()
    await this.comments.getByLabel('Pinned to the words').fill(words)
    await this.comments.getByLabel('Name').fill('Test')
    await this.comments.getByLabel('Comment', { exact: true }).fill(text)
    await this.comments.getByRole('button', { name: 'Add the comment' }).click()
  }

  decision(about: string | RegExp): Locator {
    return this.clause.getByRole('radiogroup', { name: about })
  }

  async choose(item: string | RegExp): Promise<void> {
    await this.meeting.getByRole('button', { name: 'Minutes' }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  async take(name: string, text: string): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser')
    await this.choose(/Open a file/)
    await (await choosing).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }
}
