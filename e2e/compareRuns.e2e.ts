import { linesOf, outcomesOf } from './commandLine.ts'
import { Compare, milestones } from './pages/compare.ts'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

const opened = (workbench: Workbench) => workbench.ask((api) => api.scenario())

test('a pinned run and what was made of it stand side by side', async ({ workbench, page }) => {
  const compare = new Compare(page)
  await workbench.open()
  await page.keyboard.press('5')
  await expect.poll(async () => (await opened(workbench)).spec).toBe('lro')
  const left = await opened(workbench)
  await page.keyboard.press('p')
  await page.keyboard.press(']')
  const right = await opened(workbench)
  expect(right).not.toEqual(left)
  await compare.comeBack()

  const [a, b] = outcomesOf([left, right])
  const lines = await compare.both(compare.outcomes)
  expect(lines['The cancel returns']).toEqual([a?.cancel?.code, b?.cancel?.code])
  expect(lines['The operation ends with']).toEqual([a?.settle?.code, b?.settle?.code])
  for (const name of milestones) {
    const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
    expect(lines[title], name).toEqual([a, b].map((outcome) => String(outcome?.milestones[name] ?? 'never')))
  }
  const {
    'the same': same = 0,
    moved = 0,
    changed = 0,
    'only left': onlyLeft = 0,
    'only right': onlyRight = 0,
  } = await compare.kinds()
  const [linesLeft, linesRight] = linesOf([left, right])
  expect(same + moved + changed + onlyLeft).toBe(linesLeft?.length)
  expect(same + moved + changed + onlyRight).toBe(linesRight?.length)
  expect(moved).toBeGreaterThan(0)
  await expect(compare.lead).toContainText('because “Cancel the operation” comes at')

  await page.getByText(/^Show the \d+ that are the same$/).click()
  await expect(compare.events.locator('tbody tr')).toHaveCount(same + moved + changed + onlyLeft + onlyRight)

  await page.getByRole('button', { name: /^Copy link/ }).click()
  await page.getByRole('button', { name: 'Close this message' }).waitFor()
  const other = await page.context().newPage()
  await other.goto(page.url())
  const restored = new Compare(other)
  await restored.outcomes.waitFor()
  await expect.poll(() => restored.both(restored.outcomes)).toEqual(lines)
})

test('both runs, and their choices, are chosen on the screen; each is a step of undo', async ({ workbench, page }) => {
  const compare = new Compare(page)
  await compare.open()
  await workbench.ask((api) => api.ready)
  await compare.view('Two runs').click()
  await page.getByRole('button', { name: 'Begin with the open run on both sides' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('The same run twice')

  await compare.pick(/Specification$/, /operations\.cancel/)
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Where they part')
  const specs = await workbench.ask((api) => api.specs())
  const [first, second, third] = specs['lro']?.scenarios ?? []
  await expect(page.getByRole('button', { name: /Left run$/ })).toContainText(first?.title ?? '')
  await expect(page.getByRole('button', { name: /Right run$/ })).toContainText(second?.title ?? '')
  await compare.pick(/Left run$/, third?.title ?? '')
  await expect(page.getByRole('button', { name: /Left run$/ })).toContainText(third?.title ?? '')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: /Left run$/ })).toContainText(first?.title ?? '')

  await compare.pick(/Right run$/, 'The same as on the other side')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('The same run twice')
  await compare.pick(/A cancel is honoured, right$/, 'late')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Where they part')
  await expect(compare.lead).toContainText('because “A cancel is honoured” is yes on the left and late on the right')
  await expect(compare.lead.getByRole('button', { name: /^Clause LR-/ }).first()).toBeVisible()
  const right = await opened(workbench)
  expect(right.knobs['honoursCancel']).toBe('late')
  const [, ends] =
    Object.entries(await compare.both(compare.outcomes)).find(([what]) => what === 'The operation ends with') ?? []
  const [outcome] = outcomesOf([right])
  expect(ends?.[1]).toBe(outcome?.settle?.code)

  await page.getByRole('button', { name: 'Swap' }).click()
  await expect(compare.lead).toContainText('is late on the left and yes on the right')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('The same run twice')
})

test('one choice changed is one press away, and says what it changes', async ({ page }) => {
  const compare = new Compare(page)
  await compare.open()
  await compare.view('Two runs').click()
  const variants = page.getByRole('region', { name: 'One choice changed' })
  const said = (await variants.getByRole('listitem').first().locator('small').textContent()) ?? ''
  const count = Number(/^(\d+) events? differ/.exec(said)?.[1])
  await variants
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click()
  const { 'the same': _same, ...others } = await compare.kinds()
  expect(Object.values(others).reduce((sum, each) => sum + each, 0)).toBe(count)
  expect(said).toContain((await compare.lead.locator('b').textContent()) ?? 'nothing')
})

test('runs of two specifications are told apart in a sentence', async ({ workbench, page }) => {
  const compare = new Compare(page)
  await workbench.open()
  await page.keyboard.press('p')
  await page.keyboard.press('2')
  await expect.poll(async () => (await opened(workbench)).spec).toBe('even6')
  await compare.comeBack()
  await expect(compare.lead).toContainText('only runs of one specification can be laid side by side')
  await page.getByRole('button', { name: 'Open the pinned run again' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('The same run twice')
})
