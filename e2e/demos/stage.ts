import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { Workbench } from '../pages/workbench.ts'

/** How long things take on the stage, in milliseconds of the page's own animations; 0 in a rehearsal. */
export interface Pace {
  /** For each character of a caption, and at least so much for the caption as a whole. */
  readonly character: number
  readonly least: number
  readonly glide: number
}

export const onStage: Pace = { character: 45, least: 1800, glide: 700 }
export const rehearsal: Pace = { character: 0, least: 0, glide: 0 }

/** What the audience sees besides the page: a caption in a strip below it, where it covers nothing, and a pointer. Runs in the page. */
function dress(): void {
  const style = document.createElement('style')
  style.textContent = `
    #root{height:calc(100% - 6.25rem)}
    #demo-caption{position:fixed;inset:auto 0 0;display:grid;grid-template-columns:auto minmax(0,62rem);place-content:center;align-items:center;gap:1rem;
      box-sizing:border-box;height:6.25rem;padding:.5rem 1.5rem;background:#1b1d20;color:#faf9f6;font:400 1.2rem/1.4 var(--sans);z-index:9999;pointer-events:none}
    #demo-caption p{grid-column:2;text-wrap:balance}
    #demo-caption[data-paused]::before{content:"❚❚ F9";padding:.15rem .5rem;border:1px solid currentColor;border-radius:4px;font-size:.85rem}
    #demo-pointer{position:fixed;left:0;top:0;width:22px;height:22px;z-index:10000;pointer-events:none;will-change:transform}`
  document.head.append(style)
  const caption = document.createElement('div')
  caption.id = 'demo-caption'
  caption.append(document.createElement('p'))
  const pointer = document.createElement('div')
  pointer.id = 'demo-pointer'
  pointer.innerHTML =
    '<svg viewBox="0 0 22 22"><path d="M3 2l6 17 2.6-6.9L18.500 9.500z" fill="#111" stroke="#fff" stroke-width="1.500" stroke-linejoin="round"/></svg>'
  document.body.append(caption, pointer)
  document.addEventListener(
    'mousemove',
    (event) => (pointer.style.transform = `translate(${event.clientX - 3}px, ${event.clientY - 2}px)`),
    true,
  )
  // On the stage: F9 stops before the next step, and goes on.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'F9') caption.toggleAttribute('data-paused')
  })
}

/** A demo on its way: it points, presses and drags as a person would, says what it does, and keeps stills and a transcript. */
export class Stage {
  readonly page: Page
  readonly workbench: Workbench
  private readonly folder: string
  private readonly pace: Pace
  private readonly lines: string[] = []
  private stills = 0
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
  private async beat(duration: number): Promise<void> {
    if (duration > 0)
      await this.page.evaluate(
        async (ms) => void (await document.documentElement.animate([], { duration: ms }).finished),
        duration,
      )
    await this.page.waitForFunction(() => document.getElementById('demo-caption')?.hasAttribute('data-paused') !== true)
  }

  /** Shows a caption long enough to be read, and writes it down. */
  async say(text: string): Promise<void> {
    this.lines.push(`${text}`, '')
    await this.caption(text)
    await this.beat(Math.max(this.pace.least, text.length * this.pace.character))
  }

  private async caption(text: string): Promise<void> {
    await this.page.evaluate((words) => {
      const caption = document.querySelector('#demo-caption p')
      if (caption !== null) caption.textContent = words
    }, text)
  }

  /** Says what the page itself says of the run. */
  async sayRun(): Promise<void> {
    const sentence = await this.workbench.sentence.textContent()
    await this.say((sentence ?? '').replace(/\s+/g, ' ').trim())
  }

  private async glideTo(x: number, y: number): Promise<void> {
    const steps = Math.max(2, Math.round(this.pace.glide / 16))
    const from = this.at
    for (let i = 1; i <= steps; i++) {
      const share = 1 - (1 - i / steps) ** 3
      await this.page.mouse.move(from.x + (x - from.x) * share, from.y + (y - from.y) * share)
      if (this.pace.glide > 0) await this.page.evaluate(() => new Promise(requestAnimationFrame))
    }
    this.at = { x, y }
  }

  private async middleOf(target: Locator): Promise<{ x: number; y: number }> {
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
    // What was said is about another tick.
    await this.caption('')
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
