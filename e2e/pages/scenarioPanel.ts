import type { Locator, Page } from '@playwright/test'

/** The panel with the commands and the knobs. */
export class ScenarioPanel {
  readonly root: Locator
  readonly undo: Locator
  readonly redo: Locator
  readonly reset: Locator
  readonly save: Locator
  readonly open: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.root = page.getByRole('complementary', { name: 'Scenario' })
    this.undo = this.root.getByRole('button', { name: 'Undo' })
    this.redo = this.root.getByRole('button', { name: 'Redo' })
    this.reset = this.root.getByRole('region', { name: 'Scenario file' }).getByRole('button', { name: 'Reset' })
    this.save = this.root.getByRole('button', { name: 'Save file' })
    this.open = this.root.getByRole('button', { name: 'Open file' })
  }

  /** The field with the tick of a command, by the command's title. */
  tick(title: string): Locator {
    return this.root.getByRole('textbox', { name: `Tick of “${title}”` }).first()
  }

  command(title: string): Locator {
    return this.root.getByRole('listitem').filter({ hasText: title }).first()
  }

  async setTick(title: string, tick: number): Promise<void> {
    await this.tick(title).fill(String(tick))
    await this.tick(title).press('Enter')
  }

  async addCommand(title: string): Promise<void> {
    await this.root.getByRole('button', { name: 'Add a command' }).click()
    await this.page.getByRole('menuitem', { name: title }).click()
  }

  knob(title: string): Locator {
    return this.root.getByRole('slider', { name: title })
  }
}
