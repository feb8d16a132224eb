import { auditTexts } from './audit/audit.ts'
import { barriersInBothThemes } from './audit/barriers.ts'
import { linesOf, outcomesOf, specificationIds, type Scenario } from './commandLine.ts'
import { Compare, milestones, storyTitles, type ToldRow } from './pages/compare.ts'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

const opened = (workbench: Workbench) => workbench.ask((api) => api.scenario())
const signed = (ticks: number): string => (ticks < 0 ? `−${-ticks}` : `+${ticks}`)

test('each story says of each specification what the command line says', async ({ workbench, page }) => {
  const compare = new Compare(page)
  await compare.open()
  const rows: { story: string; row: ToldRow; scenario: Scenario }[] = []
  for (const [i, story] of storyTitles.entries())
    await test.step(story, async () => {
      await compare.story(story).click()
      const told = await compare.told()
      expect(told).toHaveLength(specificationIds.length)
      // Two of its rows are opened, each time others; that every row says what its run says is a law of the unit tests.
      for (const row of told.filter((_, n) => (n - i + told.length) % told.length < 2)) {
        await compare.explore(row.title)
        rows.push({ story, row, scenario: await opened(workbench) })
        await compare.comeBack()
      }
    })
  // The command line answers for all of them at once.
  const scenarios = rows.map(({ scenario }) => scenario)
  const [outcomes, traces] = [outcomesOf(scenarios), linesOf(scenarios)]
  expect([outcomes.length, traces.length]).toEqual([rows.length, rows.length])
  for (const [i, { story, row, scenario }] of rows.entries()) {
    const [outcome, lines] = [outcomes[i], traces[i]]
    if (outcome === undefined || lines === undefined) throw new Error('every row has its run')
    const { reached, heard, goesOn } = row
    const title = `${story}, ${row.title}`
    const cancels = scenario.steps.filter((step) => step.do === 'cancel')
    const at = cancels[0]?.at ?? -1
    expect(reached['issued'], title).toBe(`tick ${outcome.milestones['issued']}`)
    for (const name of milestones.slice(1)) {
      const tick = outcome.milestones[name]
      // What is never reached says why, in words.
      if (tick === undefined) expect(reached[name], `${title}, ${name}`).toMatch(/^never: ?[a-z].{8,}/)
      else expect(reached[name], `${title}, ${name}`).toBe(signed(tick - at))
    }
    const back = (call: string): string | undefined => {
      const line = lines.find((each) => each.kind === 'return' && each.call === call)
      return line === undefined ? undefined : `${line.code} ${signed(line.t - at)}`
    }
    expect(heard['cancel'], title).toBe(back('cancel#1') ?? 'no answer')
    expect(outcome.cancel === null, title).toBe(heard['cancel'] === 'no answer')
    if (story === 'Twice') expect(heard['again'], title).toBe(back('cancel#2'))
    expect(heard['it ends'], title).toBe(
      outcome.settle === null
        ? 'it never learns'
        : `${outcome.settle.code} ${signed((outcome.milestones['settled'] ?? 0) - at)}`,
    )
    expect(goesOn, title).toBe(String(Math.max(0, (outcome.milestones['stopped'] ?? at) - at)))
    expect(cancels, title).toHaveLength(story === 'Twice' ? 2 : 1)
  }
})

test('in the table of a story', async ({ workbench, page }) => {
  const compare = new Compare(page)
  await compare.open()

  await test.step('a small screen says that there are more rows below', async () => {
    await page.setViewportSize({ width: 1280, height: 720 })
    const more = page.getByText(/^[1-9] rows? more below$/)
    const footHeight = async (): Promise<number> => (await compare.table.locator('tfoot').boundingBox())?.height ?? 0
    await expect(more).toBeVisible()
    const before = await footHeight()
    await page.getByRole('rowheader', { name: /operations\.cancel/ }).scrollIntoViewIfNeeded()
    await expect(more).toHaveCount(0)
    // What stands above it, and may be pressed just now, stays where it is.
    expect(await footHeight()).toBe(before)
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  await test.step('by keyboard: stories, the moment, and the milestone', async () => {
    const [first] = await compare.told()
    await page.keyboard.press(']')
    await page.keyboard.press(']')
    expect((await compare.told())[0]?.reached['issued']).not.toBe(first?.reached['issued'])
    await page.keyboard.press('[')
    await page.keyboard.press('[')
    expect((await compare.told())[0]).toEqual(first)

    await compare.moment.focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText(/Cancel at 51 %/)).toBeVisible()
    // Half-way that comes early is early: a story that is about the moment follows it.
    await page.keyboard.press('Home')
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(/^Early, \w+ ways$/)
    await page.keyboard.press('End')
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(/^Too late, \w+ ways$/)
    await expect(page.getByRole('status', { name: 'Announcement' })).toContainText('Too late')

    // What is open in Explore is not to be seen here, and no key changes it.
    const before = await workbench.ask((api) => api.scenario())
    for (const key of ['2', 'p', 'Space', 'c', 'Control+z']) await page.keyboard.press(key)
    expect(await workbench.ask((api) => api.scenario())).toEqual(before)
    await expect(compare.view('One story')).toBeVisible()

    const noticed = page.getByRole('columnheader', { name: /noticed/ }).getByRole('button')
    await noticed.focus()
    await page.keyboard.press('Enter')
    await expect(noticed).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('what stands out is what the runs say', async () => {
    await compare.story('Too late').click()
    const late = await compare.told()
    const refused = late.filter(({ reached }) => reached['accepted']?.startsWith('never'))
    expect(refused.length).toBeGreaterThan(0)
    for (const { title, heard } of refused)
      await expect(compare.lead).toContainText(`${title} says ${heard['cancel']?.split(' ')[0]}`)

    await compare.story('Twice').click()
    const code = (words: string | undefined): string => words?.split(' ')[0] ?? ''
    for (const { title, heard } of await compare.told())
      if (code(heard['again']) !== code(heard['cancel']))
        await expect(compare.lead).toContainText(`${title} with ${code(heard['again'])} after ${code(heard['cancel'])}`)
      else await expect(compare.lead).not.toContainText(title)

    await compare.story('Then start another').click()
    for (const { title, heard, steps } of await compare.told()) {
      expect(steps['another'], title).toMatch(/\+\d+$/)
      expect(code(heard['the next']), title).not.toBe('')
    }
    await expect(compare.lead).toContainText(/The next one fails in .* of \w+/)
  })

  await test.step('the flag of any row moves all of them, in one step of undo', async () => {
    await compare.story('Half-way').click()
    const [before, flags] = [await compare.told(), await compare.flags()]
    expect(new Set(flags).size).toBe(1)
    await compare.drag(2, 100, async () => {
      const moved = await compare.flags()
      expect(new Set(moved).size).toBe(1)
      expect(Math.abs((moved[0] ?? 0) - (flags[0] ?? 0) - 100)).toBeLessThanOrEqual(2)
      const during = await compare.told()
      during.forEach(({ reached }, i) => expect(reached['issued']).not.toBe(before[i]?.reached['issued']))
    })
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(/ ways$/)

    await page.keyboard.press('Control+z')
    await expect.poll(() => compare.told()).toEqual(before)
    await page.keyboard.press('Control+y')
    await expect.poll(() => compare.told()).not.toEqual(before)
  })

  await test.step('Escape drops a drag', async () => {
    const before = await compare.told()
    await compare.drag(0, -60, async () => page.keyboard.press('Escape'))
    await expect.poll(() => compare.told()).toEqual(before)
  })

  await test.step('a clause of any specification is told', async () => {
    await compare.rows
      .last()
      .getByRole('button', { name: /^Clause / })
      .first()
      .click()
    await expect(
      page.getByRole('dialog').getByRole('heading', { name: 'Where the machines carry it out' }),
    ).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  await test.step('a link restores the story, its moment and the milestone', async () => {
    await compare.story('Connection lost').click()
    await compare.drag(1, -37, async () => undefined)
    await page
      .getByRole('columnheader', { name: /stopped/ })
      .getByRole('button')
      .click()
    const told = await compare.told()
    await page.getByRole('button', { name: /^Copy link/ }).click()
    await page.getByRole('button', { name: 'Close this message' }).waitFor()

    const other = await page.context().newPage()
    await other.goto(page.url())
    const restored = new Compare(other)
    await expect(other.getByRole('heading', { level: 2 })).toHaveText(/^Connection lost, \w+ ways$/)
    await expect.poll(() => restored.told()).toEqual(told)
    await expect(other.getByRole('columnheader', { name: /stopped/ }).getByRole('button')).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await other.close()
  })
})

/** The themes differ in colours only: the dark one is looked at where there is most and where there is least room. */
const looks = [
  { width: 1280, height: 800, themes: ['light'] },
  { width: 1440, height: 900, themes: ['light', 'dark'], isSearched: true },
  { width: 1920, height: 1080, themes: ['light'] },
  { width: 390, height: 844, themes: ['light', 'dark'], isSearched: true },
] as const

test('no words lie on others, are cut off or too faint, and no barrier is found', async ({ page }) => {
  const compare = new Compare(page)
  await compare.open()
  type Look = (typeof looks)[number]
  const audit = async ({ width, themes }: Look, what: string): Promise<void> => {
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme })
      expect(await auditTexts(page), `${what}, ${width} wide, ${colorScheme}`).toEqual([])
    }
  }
  const search = async (look: Look): Promise<void> => {
    if (!('isSearched' in look)) return
    expect(await barriersInBothThemes(page), `${look.width} wide`).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.width)
  }
  /** One page for all sizes. */
  const atEverySize = async (of: string, body: (look: Look) => Promise<void>): Promise<void> => {
    for (const look of looks)
      await test.step(`${of}, ${look.width} by ${look.height}`, async () => {
        await page.setViewportSize({ width: look.width, height: look.height })
        await body(look)
      })
  }

  await atEverySize('the stories', async (look) => {
    await compare.view('One story').click()
    for (const story of storyTitles) {
      await compare.story(story).click()
      await compare.told()
      await audit(look, story)
      if (story === 'Half-way' || story === 'Never noticed') await search(look)
    }
    for (const end of ['Home', 'End']) {
      await compare.moment.focus()
      await page.keyboard.press(end)
      await audit(look, end)
    }
    await compare.view('Two runs').click()
    await audit(look, 'nothing pinned')
    await search(look)
  })
  await page
    .getByRole('button', { name: /^Compare with/ })
    .first()
    .click()
  await compare.outcomes.waitFor()
  await atEverySize('two runs', async (look) => {
    await audit(look, 'two runs')
    await search(look)
  })
})
