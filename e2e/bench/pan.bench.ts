import { expect, test } from '../test.ts'

/** Milliseconds of script in which the picture of a very long run has to follow the wheel, so that a frame of 16 ms has room for painting. */
const budget = 8
const eventsLeast = 20_000

/** Long runs: a client that polls for ever, and five operations of a thousand results each. */
const scenarios = {
  'polls, one operation': {
    spec: 'lro',
    knobs: { workTicks: 90_000, pollTicks: 20 },
    steps: [
      { at: 0, do: 'count' },
      { at: 85_000, do: 'cancel' },
    ],
  },
  'results, eight operations': {
    spec: 'mi',
    knobs: { results: 1000, resultTicks: 20, quota: 100 },
    steps: [...Array.from({ length: 8 }, (_, i) => ({ at: i * 700, do: 'start' })), { at: 15_000, do: 'cancel' }],
  },
}

interface Move {
  readonly deltaX?: number
  readonly deltaY?: number
  readonly ctrlKey?: boolean
}

interface Times {
  readonly median: number
  readonly worst: number
}

/** Turns the wheel over the middle of the timeline, once a frame, and times the work until the page stands still. */
async function turn(moves: readonly Move[]): Promise<Times> {
  const field = document.querySelector('section[aria-label="Timeline"] > div')
  if (field === null) throw new Error('there is a timeline')
  const { x, y, width } = field.getBoundingClientRect()
  const times: number[] = []
  for (const move of moves) {
    await new Promise(requestAnimationFrame)
    const start = performance.now()
    field.dispatchEvent(
      new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: x + width / 2, clientY: y + 60, ...move }),
    )
    await Promise.resolve()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  return { median: times[Math.floor(times.length / 2)] ?? 0, worst: times.at(-1) ?? 0 }
}

test('panning and zooming a run of 20,000 events', async ({ workbench, page }) => {
  await workbench.open()
  const rows: string[] = []
  let isMet = true
  for (const [name, scenario] of Object.entries(scenarios)) {
    await workbench.load({ format: 'aftercancel/scenario@1', ...scenario })
    expect(await workbench.ask((api) => api.trace().length)).toBeGreaterThan(eventsLeast)
    await page
      .getByRole('slider', { name: /^Cancel instant/ })
      .first()
      .waitFor()
    const row = (what: string, { median, worst }: Times): void => {
      isMet &&= median < budget
      rows.push(
        `  ${`${name}, ${what}`.padEnd(56)} ${median.toFixed(1).padStart(6)} ms median  ${worst.toFixed(1).padStart(6)} ms worst`,
      )
    }
    const there = (count: number, init: Move): Move[] =>
      Array.from({ length: count }, () => ({ ctrlKey: init.deltaX === undefined, ...init }))
    const pan = [...there(40, { deltaX: 30 }), ...there(40, { deltaX: -30 })]
    row('zooming in and out', await page.evaluate(turn, [...there(40, { deltaY: -15 }), ...there(40, { deltaY: 15 })]))
    for (const part of [10, 1000]) {
      await page.evaluate(turn, there(1, { deltaY: -Math.log(part) / 0.01 }))
      row(`panning, a part in ${part} in view`, await page.evaluate(turn, pan))
      await page.evaluate(turn, there(1, { deltaY: 2000 }))
    }
  }
  process.stdout.write(
    `\nScript a frame while a run of more than ${eventsLeast.toLocaleString('en')} events is panned and zoomed, 80 frames each\n${rows.join('\n')}\n  ${isMet ? 'met' : 'MISSED'}: less than ${budget} ms in the median\n`,
  )
})
