// npm run charts: lays out the statecharts anew, from the machines themselves. What it writes is committed; a test says when it is
// out of date.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { runSource } from './lib/bundle.mjs'
import { ensurePackages } from './lib/install.mjs'
import { inProject } from './lib/project.mjs'

await ensurePackages()
/** @type {typeof import('../src/layout/chart/generate.ts')} */
const { chartJobs, storedChart, storedOrder } = await runSource('layout/chart/generate.ts')
const { default: Elk } = await import('elkjs/lib/elk.bundled.js')
const elk = new Elk()
const folder = inProject('src', 'layout', 'chart', 'generated')

/**
 * The engine's own types and ours say the same in different words.
 * @param {any} graph
 * @returns {Promise<any>}
 */
const laidOut = (graph) => elk.layout(structuredClone(graph))

/** @type {Record<string, Record<string, unknown>>} */
const orders = {}
/** @type {Record<string, Record<string, unknown>>} */
const charts = {}
for (const job of chartJobs()) {
  orders[job.spec] = { ...orders[job.spec], [job.role]: storedOrder(job, await laidOut(job.small)) }
  charts[job.spec] = { ...charts[job.spec], [job.role]: storedChart(job, await laidOut(job.full)) }
}

/**
 * One line for each member, so that a change of one machine is a change of one line.
 * @param {Record<string, unknown>} members
 */
const lines = (members) =>
  `{\n${Object.entries(members)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n}\n`

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/orders.json`, lines(orders))
for (const [spec, roles] of Object.entries(charts)) writeFileSync(`${folder}/${spec}.chart.json`, lines(roles))
console.log(`${Object.values(charts).flatMap(Object.keys).length} statecharts are laid out.`)
