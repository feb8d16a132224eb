import { readFile } from 'node:fs/promises'
import { expect, test } from './test.ts'

const scenario = (changes: object = {}): string =>
  JSON.stringify({
    format: 'aftercancel/scenario@1',
    spec: 'mi',
    title: 'From a file',
    steps: [
      { at: 0, do: 'start' },
      { at: 77, do: 'cancel' },
    ],
    ...changes,
  })

test('a saved scenario can be opened again', async ({ workbench, page }) => {
  await workbench.open()
  await workbench.scenario.setTick('Cancel the operation', 91)
  const saved = await workbench.ask((api) => api.scenario())
  const downloading = page.waitForEvent('download')
  await workbench.scenario.save.click()
  const download = await downloading
  const text = await readFile(await download.path(), 'utf8')
  await workbench.scenario.reset.click()

  await workbench.chooseFile(download.suggestedFilename(), text)

  await expect(workbench.notice).toHaveText(/ is open\.$/)
  await expect(workbench.scenario.tick('Cancel the operation')).toHaveText('91')
  expect(await workbench.ask((api) => api.scenario())).toEqual(saved)
})

test('a scenario can be dropped anywhere', async ({ workbench }) => {
  await workbench.open()

  await workbench.dropFile('dropped.json', scenario())

  await expect(workbench.notice).toHaveText('dropped.json is open.')
  await expect(workbench.scenario.tick('Cancel the operation')).toHaveText('77')
})

test('a file of minutes or of progress is taken to the screen that it belongs to', async ({ workbench, page }) => {
  await workbench.open()
  const before = await workbench.ask((api) => api.scenario())

  await workbench.dropFile(
    'minutes.json',
    JSON.stringify({
      format: 'aftercancel/minutes@1',
      comments: [],
      decisions: [{ spec: 'mi', about: 'MI-01', choice: 'ask', changed: 1 }],
    }),
  )
  await expect(workbench.notice).toHaveText('minutes.json: 1 new decision came in.')
  await expect(
    page.getByRole('article', { name: 'Clause MI-01' }).getByRole('radio', { name: 'Ask' }).first(),
  ).toBeChecked()

  await workbench.dropFile(
    'progress.json',
    JSON.stringify({ format: 'aftercancel/progress@1', lessons: {}, asked: 4, right: 1, row: 0 }),
  )
  await expect(workbench.notice).toHaveText('progress.json: 4 practice questions came in.')
  await expect(page.getByRole('region', { name: 'Your progress' })).toContainText('1 of 4 practice questions right')

  await workbench.dropFile('broken.json', JSON.stringify({ format: 'aftercancel/progress@1', lessons: {}, asked: 'x' }))
  await expect(workbench.notice).toHaveText('broken.json: asked: expected number, found "x"')
  expect(await workbench.ask((api) => api.scenario())).toEqual(before)
})

test('what is no scenario is refused with the reason, and nothing else changes', async ({ workbench }) => {
  await workbench.open()
  const before = await workbench.ask((api) => api.scenario())
  for (const [name, text, told] of [
    ['empty.json', '', /^empty\.json: expected an observation, a HAR, .*; the file is empty$/],
    ['broken.json', '{"format":', /^broken\.json: expected an observation, .* not JSON/],
    [
      'typo.json',
      scenario({ steps: [{ at: 1, do: 'cancle' }] }),
      'typo.json: steps[0].do: unknown command "cancle"; did you mean "cancel"?',
    ],
    [
      'proto.json',
      scenario().replace('{', '{"__proto__": {"a": 1},'),
      'proto.json: __proto__: the name "__proto__" is not allowed',
    ],
    ['negative.json', scenario({ steps: [{ at: -1, do: 'cancel' }] }), 'negative.json: steps[0].at:'],
  ] as const)
    await test.step(name, async () => {
      await workbench.dropFile(name, text)

      await expect(workbench.notice).toContainText(told)
      expect(await workbench.ask((api) => api.scenario())).toEqual(before)
      await expect(workbench.scenario.undo).toBeDisabled()
    })
})
