import { test, expect } from '../test.ts'

/** Milliseconds of script a frame in which everything on the page has to follow the flag, so that 16 ms have room for painting. */
const budget = 6
const frames = 80

interface Drag {
  readonly median: number
  readonly worst: number
}

/** Times what the page does in its frames besides: the panels that follow in their turn. */
function timeFrames(): void {
  const request = window.requestAnimationFrame.bind(window)
  const times = { inFrames: 0, request }
  Object.assign(window, { bench: times })
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      const start = performance.now()
      // What the callback queues is done before this is.
      queueMicrotask(() => queueMicrotask(() => (times.inFrames += performance.now() - start)))
      callback(now)
    })
}

/** Drags the flag in the page itself, one move a frame, and times the work of each move and of the frame after it. */
async function drag(count: number): Promise<Drag> {
  const input = document.querySelector<HTMLInputElement>(
    'section[aria-label="Timeline"] input[aria-label^="Cancel instant"]',
  )
  const handle = input?.parentElement
  if (handle === null || handle === undefined) throw new Error('there is a cancel to drag')
  const { x, y, width, height } = handle.getBoundingClientRect()
  const fire = (type: string, clientX: number): void => {
    const init = {
      bubbles: true,
      cancelable: true,
      pointerId: 1,
      isPrimary: true,
      pointerType: 'mouse',
      button: 0,
      buttons: type === 'pointerup' ? 0 : 1,
      clientX,
      clientY: y + height / 2,
    }
    handle.dispatchEvent(new PointerEvent(type, init))
  }
  // A pointer that is made up cannot be captured.
  handle.setPointerCapture = () => undefined
  const from = x + width / 2
  const { bench } = window as unknown as { bench: { inFrames: number; request: typeof requestAnimationFrame } }
  const times: number[] = []
  fire('pointerdown', from)
  for (let i = 0; i < count; i++) {
    const start = performance.now()
    const before = bench.inFrames
    fire('pointermove', from + 120 * Math.sin((i / count) * 2 * Math.PI))
    await Promise.resolve()
    const moved = performance.now() - start
    // What the page does in the next frame was asked for before this, so it is done before.
    await new Promise(bench.request)
    times.push(moved + bench.inFrames - before)
  }
  fire('pointerup', from)
  times.sort((a, b) => a - b)
  return { median: times[Math.floor(count / 2)] ?? 0, worst: times.at(-1) ?? 0 }
}

test('dragging the cancel of each opening scenario', async ({ workbench, page }) => {
  await page.addInitScript(timeFrames)
  await workbench.open()
  const titles = Object.values(await workbench.ask((api) => api.specs())).map(({ title }) => title)
  const rows: string[] = []
  let isMet = true
  for (const title of titles) {
    await workbench.tab(title).click()
    await page
      .getByRole('slider', { name: /^Cancel instant/ })
      .first()
      .waitFor()
    const before = await workbench.ask((api) => api.scenario())
    await page.evaluate(drag, 20)
    const { median, worst } = await page.evaluate(drag, frames)
    isMet &&= median <= budget
    rows.push(
      `  ${title.padEnd(32)} ${median.toFixed(1).padStart(6)} ms median  ${worst.toFixed(1).padStart(6)} ms worst`,
    )
    expect((await workbench.ask((api) => api.scenario())).spec).toBe(before.spec)
  }
  process.stdout.write(
    `\nScript a frame while the cancel is dragged, ${frames} frames each\n${rows.join('\n')}\n  ${isMet ? 'met' : 'MISSED'}: at most ${budget} ms in the median\n`,
  )
})

test('the first load', async ({ workbench, page }) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const scripts = new Map<string, number>()
  const sizes: { url: string; body: Promise<number> }[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script' && !response.url().includes('worker'))
      sizes.push({ url: response.url(), body: response.body().then((body) => body.length) })
  })
  // Not by the interface for scripts: whoever waits for that gets every specification.
  await page.goto('./')
  await workbench.inspector.answer.waitFor()
  await page
    .getByRole('slider', { name: /^Cancel instant/ })
    .first()
    .waitFor()
  await page.waitForLoadState('networkidle')
  const { gzipSync } = await import('node:zlib')
  for (const { url } of sizes)
    scripts.set(url, gzipSync(Buffer.from(await (await page.request.get(url)).body()), { level: 9 }).length)
  const total = [...scripts.values()].reduce((sum, size) => sum + size, 0)
  process.stdout.write(
    `\nJavaScript of the first load: ${(total / 1000).toFixed(1)} kB compressed in ${scripts.size} files\n  ${total <= 250_000 ? 'met' : 'MISSED'}: at most 250 kB\n`,
  )
  expect(total).toBeGreaterThan(0)
})
