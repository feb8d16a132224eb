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

  /** The tick of a command, by the command's title; a press makes it a field. */
  tick(title: string): Locator {
    return this.root.getByRole('button', { name: `Tick of “${title}”` }).first()
  }

  /** Writes a number into a field of this name. */
  async write(name: string, value: number, within = this.root): Promise<void> {
    await within
      .getByRole('button', { name: new RegExp(`^${name}: \\d+$`) })
      .first()
      .click()
    const field = within.getByRole('textbox', { name })
    await field.fill(String(value))
    await field.press('Enter')
  }

  /** What opens the arguments of a command. */
  drawer(title: string, within = this.root): Locator {
    return within.getByRole('button', { name: new RegExp(`^${title}`) }).first()
  }

  async setTick(title: string, tick: number): Promise<void> {
    await this.write(`Tick of “${title}”`, tick)
  }

  async addCommand(title: string): Promise<void> {
    await this.root.getByRole('button', { name: 'Add a command' }).click()
    await this.page.getByRole('menuitem', { name: title }).click()
  }

  knob(title: string): Locator {
    return this.root.getByRole('slider', { name: title })
  }
}
