import { expect, type Locator, type Page } from '@playwright/test'

/** From one tick to another, both included, a row of the ribbon says the same. */
export interface RibbonBand {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** What would happen at every other tick of the cancel. */
export class Ribbon {
  readonly root: Locator
  /** The row that says what the cancel returns. */
  readonly returns: Locator
  /** The row that says how the cancelled operation ends, where that depends on the tick. */
  readonly ends: Locator
  readonly table: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.root = page.getByRole('region', { name: 'Outcome ribbon' })
    this.returns = this.row('Cancel returns')
    this.ends = this.row('Then it ends with')
    this.table = this.root.getByRole('table')
  }

  row(title: string): Locator {
    return this.root.getByRole('toolbar', { name: `${title}, by the tick of the cancel` })
  }

  /** The bands of a row, as their names say them, once every tick has been tried. */
  async bands(row: Locator): Promise<RibbonBand[]> {
    await this.root.and(this.page.locator('[data-sweep="done"]')).waitFor()
    const names = await row
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''))
    return names.map((name) => {
      const [, from = '', to = from, text = ''] = /^ticks? (\d+)(?: to (\d+))?: ([^,]*)/.exec(name) ?? []
      return { from: Number(from), to: Number(to), text }
    })
  }

  band(row: Locator, index: number): Locator {
    return row.getByRole('button').nth(index)
  }

  /** The band that the flag stands in. */
  current(row: Locator): Locator {
    return row.getByRole('button').and(this.page.locator('[aria-current="true"]'))
  }

  /** Where the bands are, once nothing moves them any more: a window that has another size is drawn in some frames. */
  private async placesAtRest(row: Locator): Promise<readonly DOMRect[]> {
    const places = () =>
      row.getByRole('button').evaluateAll(async (buttons) => {
        for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
        return buttons.map((button) => button.getBoundingClientRect().toJSON() as DOMRect)
      })
    for (let before = await places(); ;) {
      const now = await places()
      if (JSON.stringify(now) === JSON.stringify(before)) return now
      before = now
    }
  }

  /** Takes the flag along with the pointer, from the middle of one band to the middle of each of the others, and looks in each. */
  async dragAcross(row: Locator, look: (index: number) => Promise<void>): Promise<void> {
    const { mouse } = this.page
    const boxes = await this.placesAtRest(row)
    for (const [index, box] of boxes.entries()) {
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      await mouse.move(x, y)
      if (index > 0) {
        await look(index)
        continue
      }
      await mouse.down()
      // A press that hardly moves is a click.
      await mouse.move(x + 8, y)
      await mouse.move(x, y)
      await look(index)
    }
    await mouse.up()
  }

  /** Words of the picture that touch each other, or that stand outside of it. */
  async clashes(): Promise<string[]> {
    // After a resize of the window the picture takes its new width a frame later.
    await expect.poll(() => this.root.evaluate(fits)).toBe(true)
    return this.root.evaluate((root) => {
      const outer = root.getBoundingClientRect()
      const words = [...root.querySelectorAll('svg text')]
        .map((element) => ({ text: element.textContent ?? '', box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0)
      const outside = words
        .filter(({ box }) => box.left < outer.left - 1 || box.right > outer.right + 1)
        .map(({ text }) => `"${text}" is outside`)
      // The box of a line of text has some air above and below its letters.
      const air = 3
      const touch = (a: DOMRect, b: DOMRect): boolean =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - air && b.top < a.bottom - air
      const touching = words.flatMap((a, i) =>
        words.slice(i + 1).flatMap((b) => (touch(a.box, b.box) ? [`"${a.text}" and "${b.text}"`] : [])),
      )
      return [...outside, ...touching]
    })
  }
}

/** Whether every picture is as wide as its place, or less. */
function fits(root: Element): boolean {
  const { right } = root.getBoundingClientRect()
  return [...root.querySelectorAll('svg')].every((svg) => svg.getBoundingClientRect().right <= right + 1)
}
