import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addReason, back, minutesOf, pagesOf, reasonOn, reload, sync, wait, type Page } from './testing.ts'

const general = ['turn', 'undo', 'wait', 'sync', 'reload'] as const
type General = (typeof general)[number]

/**
 * Three pages do what comes, are away now and then, and are loaded anew; in the end all of them are together and the same.
 * @param act What one does of the deeds of the law; `undone` is told before and after an undo.
 */
async function meet<Deed extends string>(
  deeds: readonly { readonly page: number; readonly deed: Deed | General }[],
  act: (page: Page, deed: Deed, word: string, who: number) => Promise<void>,
  undo: (page: Page, who: number) => Promise<void>,
  reloaded: (who: number) => void = () => undefined,
): Promise<Page> {
  const pages = [...(await pagesOf('a', 'b', 'c'))]
  const isGeneral = (deed: string): deed is General => (general as readonly string[]).includes(deed)
  for (const [i, { page: who, deed }] of deeds.entries()) {
    const own = pages[who] as Page
    wait()
    if (!isGeneral(deed)) await act(own, deed, `<${who} ${i}>`, who)
    else if (deed === 'turn') own.browser.isOnline = !own.browser.isOnline
    else if (deed === 'sync') await sync(pages)
    else if (deed === 'undo') await undo(own, who)
    else if (deed === 'reload') {
      await reload(pages, who)
      reloaded(who)
    }
  }
  await back(pages)
  expect(new Set(pages.map(minutesOf)).size).toBe(1)
  return pages[0] as Page
}

const deedsOf = <Deed extends string>(...deeds: readonly Deed[]) =>
  fc.array(fc.record({ page: fc.nat({ max: 2 }), deed: fc.constantFrom(...deeds, ...general, 'undo' as const) }), {
    maxLength: 14,
  })

const votesOn = (page: Page): number => reasonOn(page)?.votes?.['keep'] ?? 0
const vote = ({ notes }: Page): Promise<void> => notes.vote('any', 'LR-02', 'keep', 1)
const standing = ({ notes }: Page) => notes.store.getState().minutes.comments.filter(({ removed }) => !removed)
const textsOn = (page: Page): readonly string[] => standing(page).map(({ text }) => text)

/** Words of reasons, also of those in the history. */
function reasonsOn(page: Page): readonly string[] {
  const { why = '', before = [] } = reasonOn(page) ?? {}
  return [why, ...before.map((each) => each.why ?? '')].join(' ').match(/<[^>]*>/g) ?? []
}

describe('who takes back, whoever was away or loaded anew', () => {
  it('takes back votes of one’s own, and they do not come again', async () => {
    await fc.assert(
      fc.asyncProperty(deedsOf('vote', 'vote', 'why'), async (deeds) => {
        /** By each page that is open, and not taken back; and by those that are not open any more. */
        const [given, before] = [[0, 0, 0], [0]]
        const end = await meet(
          deeds,
          async (page, deed, word, who) => {
            if (deed === 'why') return addReason(page, word, false)
            given[who] = (given[who] ?? 0) + 1
            await vote(page)
          },
          async (page, who) => {
            const [ofOwn, all] = [given[who] ?? 0, votesOn(page)]
            await page.notes.undo()
            const left = ofOwn - all + votesOn(page)
            given[who] = left
            expect(left).toBeLessThanOrEqual(ofOwn)
            expect(left).toBeGreaterThanOrEqual(0)
          },
          (who) => {
            before.push(given[who] ?? 0)
            given[who] = 0
          },
        )
        expect(votesOn(end)).toBe([...given, ...before].reduce((sum, each) => sum + each, 0))
      }),
      { seed: 1, numRuns: 80 },
    )
  })

  it.each([
    ['reasons', deedsOf('first', 'last', 'keep', 'ask'), reasonsOn],
    ['comments', deedsOf('add', 'edit', 'edit', 'remove'), textsOn],
  ] as const)('takes back words of one’s own, and no others: %s', async (_, some, wordsOn) => {
    await fc.assert(
      fc.asyncProperty(some as ReturnType<typeof deedsOf>, async (deeds) => {
        const said = new Set<string>()
        const end = await meet(
          deeds,
          async (page, deed, word) => {
            const [first] = standing(page)
            const written = { words: null, author: 'x', text: word }
            if (deed === 'keep' || deed === 'ask') return page.notes.decide('any', 'LR-02', { choice: deed })
            // Who sees a comment may replace and delete it.
            if (deed === 'edit' || deed === 'remove') said.delete(first?.text ?? '')
            if (deed === 'remove') return first === undefined ? undefined : page.notes.remove(first.id)
            said.add(word)
            if (deed === 'first' || deed === 'last') return addReason(page, word, deed === 'first')
            if (first === undefined || deed === 'add') return page.notes.add('any', 'LR-01', written)
            return page.notes.edit(first.id, written)
          },
          async (page, who) => {
            const before = wordsOn(page)
            await page.notes.undo()
            const after = wordsOn(page)
            const gone = before.filter((word) => !after.includes(word))
            for (const word of gone) expect(word).toMatch(new RegExp(`^<${who} `))
            for (const word of gone) said.delete(word)
            for (const word of after) if (!before.includes(word)) said.add(word)
          },
        )
        expect(wordsOn(end)).toEqual(expect.arrayContaining([...said]))
        expect(new Set(textsOn(end)).size).toBe(textsOn(end).length)
      }),
      { seed: 1, numRuns: 80 },
    )
  })
})

describe('who takes back', () => {
  it('a vote takes back that one, whatever others said before, meanwhile and since', async () => {
    const pages = await pagesOf('a', 'b')
    const [a, b] = pages as [Page, Page]
    const each = async (act: (page: Page) => Promise<void>): Promise<void> => {
      await act(a)
      await sync(pages)
      await act(b)
      await sync(pages)
    }
    await each(vote)
    await each((page) => addReason(page, page === a ? 'It is right' : ', and read', false))
    await addReason(a, ', twice.', false)
    await vote(a)
    await a.notes.undo()
    expect(votesOn(a)).toBe(2)
    await a.notes.undo()
    expect(reasonOn(a)?.why).toBe('It is right, and read')
    // What another has gone on with is in the history when it is taken back.
    await a.notes.undo()
    expect(reasonOn(a)).not.toHaveProperty('why')
    expect(reasonOn(a)?.before?.at(-1)?.why).toBe('It is right, and read')
    await a.notes.undo()
    await sync(pages)
    for (const page of pages) expect(votesOn(page)).toBe(1)
  })

  it('a comment leaves what another has made of it, as a comment of its own', async () => {
    const pages = await pagesOf('a', 'b')
    const [a, b] = pages as [Page, Page]
    await a.notes.add('any', 'LR-01', { words: null, author: 'a', text: 'Why?' })
    await sync(pages)
    await b.notes.edit(standing(b)[0]?.id ?? '', { words: null, author: 'b', text: 'Why so?' })
    await sync(pages)
    await a.notes.undo()
    await sync(pages)
    for (const page of pages) expect(textsOn(page)).toEqual(['Why so?'])
    // And what nobody has touched goes.
    await b.notes.undo()
    await sync(pages)
    for (const page of pages) expect(textsOn(page).toSorted()).toEqual(['Why so?', 'Why?'])
  })
})
