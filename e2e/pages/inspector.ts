import type { Locator, Page } from '@playwright/test'

/** What came back, why, and what else could have come back. */
export class Inspector {
  readonly root: Locator
  readonly answer: Locator
  readonly checks: Locator
  readonly codes: Locator
  readonly milestones: Locator

  constructor(page: Page) {
    this.root = page.getByRole('complementary', { name: 'Inspector' })
    this.answer = this.root.getByRole('region', { name: 'Return code', exact: true })
    this.checks = this.root.getByRole('region', { name: 'Why' }).getByRole('listitem')
    this.codes = this.root.getByRole('region', { name: 'All return codes' })
    this.milestones = this.root.getByRole('region', { name: 'Milestones' })
  }

  clause(id: string): Locator {
    return this.root.getByRole('button', { name: `Clause ${id}`, exact: true }).first()
  }
}
