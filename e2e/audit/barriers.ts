import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { faintTexts } from './audit.ts'

/**
 * Axe's own look at the contrast of texts takes three quarters of its time, and gives up on text in pictures. The audit of texts measures
 * it against what is really behind each, so axe is asked for everything else.
 */
const without = { 'color-contrast': { enabled: false } }

/** What axe finds wrong with the page as it stands, or with a part of it, beside contrast; nothing, one hopes. */
export async function barriers(page: Page, part = ':root', rules?: string[]): Promise<string[]> {
  // No page here has frames, so axe can run in the page itself; and of what is in order it need not tell every element. Each halves the
  // time, and neither changes what is found wrong.
  const axe = new AxeBuilder({ page })
    .include(part)
    .setLegacyMode()
    .options({ resultTypes: ['violations'], rules: without })
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  )
}

/** All barriers of one page as it stands; those of colours in the light and in the dark theme. */
export async function barriersInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const [colorScheme, rules] of [
    ['light', undefined],
    ['dark', ['link-in-text-block']],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    const [others, faint] = [await barriers(page, ':root', rules && [...rules]), await faintTexts(page)]
    found.push(...[...others, ...faint].map((barrier) => `${colorScheme}: ${barrier}`))
  }
  return found
}
