import type { Locator, Page } from '@playwright/test'
import { Inspector } from './inspector.ts'
import { ScenarioPanel } from './scenarioPanel.ts'
import { Transport } from './transport.ts'

/** What `window.aftercancel` says of the run that is open; enough for the stories, its types are in the program. */
interface Api {
  readonly ready: Promise<void>
  specs(): Record<
    string,
    {
      readonly title: string
      readonly scenarios: readonly { readonly id: string; readonly title: string }[]
      readonly codes: Record<string, string>
    }
  >
  scenario(): {
    readonly spec: string
    readonly title: string
    readonly steps: readonly { readonly at: number; readonly do: string }[]
    readonly knobs: Record<string, unknown>
  }
  outcome(): { readonly cancel: { readonly code: string } | null; readonly milestones: Record<string, number> }
  trace(): readonly unknown[]
  load(scenario: unknown): { readonly ok: boolean; readonly error: string | null }
}

/** The page as a whole, with its panels. */
export class Workbench {
  readonly page: Page
  readonly scenario: ScenarioPanel
  readonly inspector: Inspector
  readonly transport: Transport
  readonly sentence: Locator
  readonly tabs: Locator
  readonly copyLink: Locator
  readonly theme: Locator
  readonly notice: Locator
  readonly announcement: Locator
  readonly dialog: Locator

  constructor(page: Page) {
    this.page = page
    this.scenario = new ScenarioPanel(page)
    this.inspector = new Inspector(page)
    this.transport = new Transport(page)
    this.sentence = page.getByRole('region', { name: 'Run', exact: true }).getByRole('paragraph').first()
    this.tabs = page.getByRole('tablist', { name: 'Specification' }).getByRole('tab')
    this.copyLink = page.getByRole('button', { name: /^Copy link/ })
    this.theme = page.getByRole('button', { name: /^Theme/ })
    this.notice = page
      .getByRole('alert')
      .or(page.getByRole('status'))
      .filter({ has: page.getByRole('button', { name: 'Close this message' }) })
    this.announcement = page.getByRole('status', { name: 'Announcement' })
    this.dialog = page.getByRole('dialog')
  }

  /** Opens the page, perhaps with a link, and waits until what the link says is open. */
  async open(hash = ''): Promise<void> {
    await this.page.goto(`./${hash}`)
    await this.ask((api) => api.ready)
  }

  /** Asks the page's own interface for scripts. */
  async ask<T>(question: (api: Api) => T | Promise<T>): Promise<T> {
    return this.page.evaluate(`(${question.toString()})(window.aftercancel)`)
  }

  /** Opens a scenario as a script would. */
  async load(scenario: object): Promise<void> {
    const result = await this.page.evaluate<{ ok: boolean; error: string | null }>(
      `window.aftercancel.load(${JSON.stringify(scenario)})`,
    )
    if (!result.ok) throw new Error(result.error ?? 'refused')
  }

  tab(title: string): Locator {
    return this.page.getByRole('tab', { name: title })
  }

  async pickScenario(title: string): Promise<void> {
    await this.page.getByRole('button', { name: /Scenario$/ }).click()
    await this.page.getByRole('option', { name: title }).click()
  }

  /** Waits until the address holds what is seen, and returns its part after the #. */
  async link(): Promise<string> {
    const before = new URL(this.page.url()).hash
    await this.copyLink.click()
    await this.notice.waitFor()
    return new URL(this.page.url()).hash || before
  }

  async dropFile(name: string, text: string): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ([file, content]) => {
        const data = new DataTransfer()
        data.items.add(new File([content], file, { type: 'application/json' }))
        return data
      },
      [name, text] as const,
    )
    await this.page.dispatchEvent('main', 'drop', { dataTransfer: transfer })
  }

  async chooseFile(name: string, text: string): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser')
    await this.scenario.open.click()
    const chooser = await choosing
    await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }
}
