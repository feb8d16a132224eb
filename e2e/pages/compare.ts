import type { Locator, Page } from '@playwright/test'

export const milestones = ['issued', 'accepted', 'noticed', 'stopped', 'settled', 'released'] as const
export const storyTitles = [
  'Early',
  'Half-way',
  'Last moment',
  'Too late',
  'Twice',
  'Never noticed',
  'Connection lost',
  'The client leaves',
  'Then start another',
] as const

/** What a row of the story says. */
export interface ToldRow {
  readonly title: string
  /** By milestone: what its cell says. */
  readonly reached: Readonly<Record<string, string>>
  /** What the client hears, word by word: "cancel" is "OK +20". */
  readonly heard: Readonly<Record<string, string>>
  /** The story's words in the specification's: "start" is "Start a count −155". */
  readonly steps: Readonly<Record<string, string>>
  readonly goesOn: string
}

/** One story in all specifications, or two runs of one. */
export class Compare {
  readonly page: Page
  readonly lead: Locator
  readonly table: Locator
  readonly rows: Locator
  readonly moment: Locator
  readonly grips: Locator
  readonly outcomes: Locator
  readonly choices: Locator
  readonly events: Locator
  readonly counts: Locator

  constructor(page: Page) {
    this.page = page
    this.lead = page.getByRole('heading', { level: 2 }).locator('xpath=following-sibling::p[1]')
    this.table = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: /accepted/ }) })
    this.rows = this.table.locator('tbody')
    this.moment = page.getByRole('slider', { name: /^Moment of the cancel/ })
    this.grips = this.rows.locator('[data-grip]')
    this.outcomes = page.getByRole('table', { name: 'What came out' })
    this.choices = page.getByRole('table', { name: /^Choices/ })
    this.events = page.getByRole('region', { name: 'Events' })
    this.counts = page.getByRole('list', { name: 'Events by how they relate' })
  }

  async open(): Promise<void> {
    await this.page.goto('./#/compare')
    await this.page.getByRole('radiogroup', { name: 'What is compared' }).waitFor()
  }

  /** From another screen. */
  async comeBack(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Compare' }).click()
    await this.page.getByRole('radiogroup', { name: 'What is compared' }).waitFor()
  }

  story(title: string): Locator {
    return this.page.getByRole('radiogroup', { name: 'Story' }).getByText(title, { exact: true })
  }

  view(title: 'One story' | 'Two runs'): Locator {
    return this.page.getByRole('radiogroup', { name: 'What is compared' }).getByText(title)
  }

  async told(): Promise<readonly ToldRow[]> {
    await this.grips.first().waitFor()
    return this.rows.evaluateAll((rows, names) => {
      const text = (element: Element | null | undefined): string =>
        (element?.textContent ?? '').replaceAll('\u200B', '').trim()
      const pairs = (list: Element | null): Record<string, string> =>
        Object.fromEntries(
          [...(list?.children ?? [])].map((line) => [text(line.querySelector('dt')), text(line.querySelector('dd'))]),
        )
      return rows.map((row) => {
        const cells = [...(row.querySelector('tr')?.children ?? [])]
        const value = (cell: Element | undefined): string => text(cell?.querySelector('b, i'))
        return {
          title: text(cells[0]?.querySelector('code')),
          reached: Object.fromEntries(names.map((name, i) => [name, value(cells[i + 1])])),
          heard: pairs(cells[7]?.querySelector('dl') ?? null),
          steps: pairs(cells[0]?.querySelector('dl') ?? null),
          goesOn: text(cells[8]?.querySelectorAll('span')[1]),
        }
      })
    }, milestones)
  }

  /** Opens the run of a row in Explore. */
  async explore(title: string): Promise<void> {
    await this.grips.first().waitFor()
    // By key: a press of the mouse is lost where a row moves between down and up.
    await this.page.getByRole('button', { name: `Open in Explore: ${title}` }).press('Enter')
    await this.page.getByRole('region', { name: 'Timeline' }).waitFor()
  }

  /** Where the flags of all rows stand, in pixels. */
  async flags(): Promise<readonly number[]> {
    return this.grips.evaluateAll((grips) =>
      grips.map((grip) => Math.round(grip.getBoundingClientRect().x + grip.getBoundingClientRect().width / 2)),
    )
  }

  /** Takes the flag of a row along by so many pixels, and looks on the way. */
  async drag(row: number, by: number, look: () => Promise<void>): Promise<void> {
    const { mouse } = this.page
    await this.grips.nth(row).scrollIntoViewIfNeeded()
    const box = await this.grips.nth(row).boundingBox()
    if (box === null) throw new Error('there is a flag to take')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await mouse.move(x, y)
    await mouse.down()
    for (let part = 1; part <= 4; part++) await mouse.move(x + (by * part) / 4, y)
    await look()
    await mouse.up()
  }

  /** Picks from the list that a button opens: the left or the right run, the specification, or a choice of one side. */
  async pick(name: string | RegExp, option: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).click()
    await this.page.getByRole('option', { name: option }).click()
  }

  /** The lines of a table of both runs, by what they are about. */
  async both(table: Locator): Promise<Readonly<Record<string, readonly [left: string, right: string]>>> {
    const lines = await table
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
    return Object.fromEntries(lines.map(([what = '', left = '', , right = '']) => [what, [left, right] as const]))
  }

  /** How many events are the same, moved, changed, or only in one run. */
  async kinds(): Promise<Readonly<Record<string, number>>> {
    const lines = await this.counts.getByRole('listitem').allTextContents()
    return Object.fromEntries(lines.map((line) => [line.replace(/^\d+ /, ''), Number(/^\d+/.exec(line)?.[0])]))
  }
}
