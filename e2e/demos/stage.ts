import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { Workbench } from '../pages/workbench.ts'
import { bringNear, dress } from './dress.ts'
import { glide } from './glide.ts'

/** How long things take on the stage, in milliseconds; 0 in a rehearsal. */
export interface Pace {
  /** For each character of a text, and at least and at most so much for the text as a whole. */
  readonly character: number
  readonly least: number
  readonly most: number
  readonly glide: number
  readonly zoom: number
}

export const onStage: Pace = { character: 45, least: 1800, most: 8000, glide: 700, zoom: 600 }
export const rehearsal: Pace = { character: 0, least: 0, most: 0, glide: 0, zoom: 0 }

/** A demo on its way: it points, presses and drags as a person would, says what it does, and keeps stills and a transcript. */
export class Stage {
  readonly page: Page
  readonly workbench: Workbench
  private readonly folder: string
  private pace: Pace
  private readonly lines: string[] = []
  private stills = 0
  /** When what is shown was read, on the clock of this process. */
  private due = 0
  private at = { x: 40, y: 40 }

  constructor(page: Page, folder: string, pace: Pace) {
    this.page = page
    this.workbench = new Workbench(page)
    this.folder = folder
    this.pace = pace
    mkdirSync(folder, { recursive: true })
  }

  async open(title: string): Promise<void> {
    this.lines.push(`# ${title}`, '')
    await this.workbench.open()
    await this.page.evaluate(dress)
    await this.page.mouse.move(this.at.x, this.at.y)
  }

  /** Lets time pass as an animation of the page, not as a sleep: it ends when the page says so. */
  async beat(duration: number): Promise<void> {
    if (duration > 0)
      await this.page.evaluate(
        async (ms) => void (await document.documentElement.animate([], { duration: ms }).finished),
        duration,
      )
    await this.page.waitForFunction(() => document.getElementById('demo-caption')?.hasAttribute('data-paused') !== true)
  }

  /** It is read from now on. What leaves the picture as it is, as keeping a still, goes on meanwhile. */
  private read(text: string): void {
    const { character, least, most } = this.pace
    this.due = performance.now() + Math.min(most, Math.max(least, text.length * character))
  }

  /** Waits until what is shown was read. */
  private async whenRead(): Promise<void> {
    const left = this.due - performance.now()
    if (left > 0) await this.beat(left)
  }

  /** Stays as it is for so long, once it was read. */
  async rest(duration: number): Promise<void> {
    await this.whenRead()
    await this.beat(duration)
  }

  /** Shows a caption long enough to be read, and writes it down. */
  async say(text: string): Promise<void> {
    this.lines.push(`${text}`, '')
    await this.caption(text)
    this.read(text)
    await this.beat(0)
  }

  /** Brings what is spoken of near; null: the whole page is seen again. */
  async zoom(target: Locator | null): Promise<void> {
    await this.whenRead()
    await target?.scrollIntoViewIfNeeded()
    await (target ?? this.page.locator('body')).evaluate(bringNear, this.pace.zoom)
    await this.beat(0)
  }

  /** Something else begins: what was said and brought near was about something that is over. */
  async leave(): Promise<void> {
    await this.caption('')
    await this.zoom(null)
  }

  private async caption(text: string): Promise<void> {
    await this.whenRead()
    await this.page.evaluate((words) => {
      const caption = document.querySelector('#demo-caption p')
      if (caption !== null) caption.textContent = words
    }, text)
  }

  /** A card over everything, as long as it takes to read it. @param film What begins once the card is there. */
  async card(text: string, film: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    const show = (words: string | null): Promise<void> =>
      this.page.evaluate((shown) => {
        const card = document.getElementById('demo-card')
        if (card !== null && shown !== null) card.textContent = shown
        card?.toggleAttribute('data-shown', shown !== null)
      }, words)
    await show(text)
    // A film begins with what was painted last.
    await this.painted()
    await this.painted()
    await film()
    // A recorder that only now gets going has missed that, and a card stands still: it is painted once more.
    await this.page.locator('#demo-card').evaluate((card, duration) => {
      return card.animate([{ opacity: 0.99 }, { opacity: 1 }], { duration }).finished.then(() => undefined)
    }, this.pace.least / 9)
    this.read(text)
    await this.whenRead()
    await show(null)
  }

  /** Does something without any time for it: nobody is looking yet. */
  async atOnce(act: () => Promise<void>): Promise<void> {
    const { pace } = this
    this.pace = rehearsal
    await act()
    this.pace = pace
  }

  /** Plays the run to its end; in a rehearsal it is there at once. */
  async play(): Promise<void> {
    if (this.pace.least === 0) return this.page.evaluate('window.aftercancel.seek(100000)')
    const { play, pause } = this.workbench.transport
    await this.page.evaluate('window.aftercancel.seek(0)')
    await this.point(play)
    // The mark of a press on its button, which is out of sight once the run is near.
    const mark = (isDown: boolean): Promise<unknown> =>
      this.page.locator('#demo-pointer').evaluate((pointer, down) => pointer.toggleAttribute('data-down', down), isDown)
    await mark(true)
    await this.beat(this.pace.glide / 2)
    await mark(false)
    await this.zoom(this.page.getByRole('region', { name: 'Timeline', exact: true }))
    await this.page.evaluate('window.aftercancel.play()')
    await pause.waitFor()
    await play.waitFor({ timeout: 0 })
    await this.zoom(null)
  }

  /** Shows what the page itself says of the run, where the page says it: a caption would say it twice. */
  async sayRun(): Promise<void> {
    const sentence = ((await this.workbench.sentence.textContent()) ?? '').replace(/\s+/g, ' ').trim()
    this.lines.push(sentence, '')
    await this.caption('')
    await this.zoom(this.workbench.sentence)
    this.read(sentence)
    await this.zoom(null)
  }

  private painted(): Promise<void> {
    return this.page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())))
  }

  private async glideTo(x: number, y: number): Promise<void> {
    const { mouse } = this.page
    await glide(this.at, { x, y }, this.pace.glide, {
      now: () => performance.now(),
      move: (left, top) => mouse.move(left, top),
      frame: () => this.painted(),
    })
    this.at = { x, y }
  }

  private async middleOf(target: Locator): Promise<{ x: number; y: number }> {
    // What is pressed and dragged is where the page says that it is.
    await this.zoom(null)
    await target.scrollIntoViewIfNeeded()
    const box = await target.boundingBox()
    if (box === null) throw new Error('what is pointed at can be seen')
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  async point(target: Locator): Promise<void> {
    const { x, y } = await this.middleOf(target)
    await this.glideTo(x, y)
  }

  async press(target: Locator): Promise<void> {
    await this.point(target)
    await target.click()
    await this.beat(this.pace.glide / 2)
  }

  /** The first cancel's flag on the axis. */
  private get flag(): Locator {
    return this.page
      .getByRole('region', { name: 'Timeline' })
      .getByRole('slider', { name: /^Cancel instant/ })
      .first()
  }

  private async flagTick(): Promise<number> {
    return Number(await this.flag.inputValue())
  }

  /** Takes the cancel's flag with the pointer and moves it to a tick, by way of everything in between. */
  async dragCancelTo(tick: number): Promise<void> {
    const { x, y } = await this.middleOf(this.flag)
    await this.glideTo(x, y)
    const before = await this.flagTick()
    await this.page.mouse.down()
    const tryout = tick > before ? 60 : -60
    await this.glideTo(x + tryout, y)
    const perTick = tryout / ((await this.flagTick()) - before || 1)
    await this.glideTo(x + (tick - before) * perTick, y)
    await this.page.mouse.up()
    for (let off = tick - (await this.flagTick()); off !== 0; off -= Math.sign(off))
      await this.flag.press(off > 0 ? 'ArrowRight' : 'ArrowLeft')
    await this.beat(this.pace.glide / 2)
  }

  /** Keeps what is seen. */
  async still(name: string): Promise<void> {
    const file = `${String(++this.stills).padStart(2, '0')}-${name}.png`
    await this.page.screenshot({ path: join(this.folder, file) })
    this.lines.push(`![${name}](${file})`, '')
  }

  /** Writes the transcript. */
  end(): void {
    writeFileSync(join(this.folder, 'transcript.md'), `${this.lines.join('\n').trim()}\n`)
  }
}
