import type { Locator, Page } from '@playwright/test'

/** Where a chart says that its actor is. */
export interface ChartState {
  readonly label: string
  /** Tick of the last change of state; null where there was none yet. */
  readonly since: number | null
}

/** The statecharts: the strip below the run, and one of them at full size. */
export class Charts {
  readonly strip: Locator
  readonly dialog: Locator
  readonly picture: Locator
  readonly list: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.strip = page.getByRole('region', { name: 'State of each actor at the playhead' })
    this.dialog = page.getByRole('dialog')
    this.picture = this.dialog.getByRole('region', { name: 'The chart as a picture' })
    this.list = this.dialog.getByRole('region', { name: 'States and transitions' })
  }

  /** The chart of a role, which opens it at full size. */
  chart(title: string): Locator {
    return this.strip.getByRole('button', { name: new RegExp(`^${title}: `) }).first()
  }

  /** What the charts say, by the titles of their roles, in order. */
  async states(): Promise<readonly (ChartState & { readonly title: string })[]> {
    const names = await this.strip
      .getByRole('button', { name: /Open the statechart\.$/ })
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''))
    return names.map((name) => {
      const [, title = '', rest = ''] = /^(.+?): (.*)\. Open the statechart\.$/.exec(name) ?? []
      const since = / at (\d+)$/.exec(rest)?.[1]
      return { title, label: rest.replace(/, [^,]* at \d+$/, ''), since: since === undefined ? null : Number(since) }
    })
  }

  /** A state or a transition in the list. */
  item(name: string | RegExp): Locator {
    return this.list.getByRole('button', { name }).first()
  }

  async open(title: string): Promise<void> {
    await this.chart(title).click()
    await this.list.waitFor()
    await this.page.waitForFunction(() => document.querySelector('[role=dialog] svg [data-state]') !== null)
  }
}
