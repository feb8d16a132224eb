import { describe, expect, it, vi } from 'vitest'
import type { SpecReport } from '#analysis/check.ts'
import { ensure } from '#base/assert.ts'
import { specifications } from '#machines/index.ts'
import { checkWork } from '../workers/checkServer.ts'
import { JobClient, openHere } from '../workers/jobs.ts'
import { JobPool } from '../workers/pool.ts'
import { Checks } from './checks.ts'
import { coverageFor, coverageJson, coveragePage, groupsOf, type Row } from './verify.ts'

const spec = ensure(
  specifications.find(({ check }) => check !== undefined),
  'something can be checked',
).document.id

async function incomplete(): Promise<SpecReport> {
  const checks = new Checks(new JobPool(() => new JobClient({ here: openHere(checkWork) }), 1))
  await checks.start(spec, { worldsMax: 800 })
  await vi.waitUntil(() => checks.view(spec).mode === 'done', { timeout: 600_000 })
  return ensure(checks.view(spec).report, 'there is a report')
}

const rowsOf = (report: SpecReport): Row[] => groupsOf(report).flatMap(({ rows }) => rows)

describe('the rows of a report', () => {
  it('call a way the shortest only when everything was explored', async () => {
    const report = await incomplete()
    const early = rowsOf(report).filter(({ sighting }) => sighting !== null)
    expect(early.length).toBeGreaterThan(2)
    expect(early.filter(({ note }) => !note.endsWith(' so far'))).toEqual([])
    expect(early.filter(({ why }) => why?.text.includes('no shorter one exists') === true)).toEqual([])

    const late = rowsOf({ ...report, complete: true }).filter(({ sighting }) => sighting !== null)
    expect(late.filter(({ note }) => !note.startsWith('after '))).toEqual([])
  })

  it('say why there is no run to show', async () => {
    const report = await incomplete()
    const bare = [report, { ...report, complete: true }].flatMap(rowsOf).filter(({ sighting }) => sighting === null)
    expect(bare.filter(({ shows, why }) => shows === '' || why === null)).toEqual([])
  })
})

describe('the coverage as a file', () => {
  it('says how much was explored, and what each statement that it names says', async () => {
    const report = await incomplete()
    const coverage = ensure(coverageFor(spec, report), 'there is a coverage')
    const page = coveragePage(coverage, report)
    expect(page).toContain('The check is not complete')
    for (const { id, says } of report.properties) expect(page).toContain(`| ${id} | ${says.replaceAll('|', '\\|')} | `)
    expect(coveragePage(coverage, { ...report, complete: true })).toContain('The check is complete')
    expect(coveragePage(coverage, null)).toContain('Nothing was explored yet')
    expect(JSON.parse(coverageJson(coverage, report))).toMatchObject({
      spec,
      check: { complete: false, worlds: report.worlds },
    })
  })
})
