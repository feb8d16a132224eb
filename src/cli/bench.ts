import { scenarioOf } from '#machines/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { ensure } from '#base/assert.ts'
import { tableLines } from './bench/measure.ts'
import { decideBuiltIn, decideBursts, rowsOf } from './bench/recordings.ts'
import { serverLoad } from './bench/server.ts'
import { sweepTimes } from './bench/sweeps.ts'
import { transitionRates } from './bench/transitions.ts'
import { spinRates, worldRates } from './bench/worlds.ts'

/** The scenario that the page opens with. */
const openingOf = (specification: Specification): Scenario =>
  scenarioOf(specification, ensure(specification.scenarios[0], 'a specification has a scenario'))

let missed = 0
function judge(sentence: string, isMet: boolean): void {
  if (!isMet) missed++
  console.log(`  ${isMet ? 'met' : 'MISSED'}: ${sentence}\n`)
}

console.log('Transitions a second, on the machines and events of each opening scenario')
const rates = specifications.map((specification) => transitionRates(specification, openingOf(specification)))
console.log(
  tableLines([
    ['', 'met in a run', 'kernel, warm', 'XState pure', 'XState actors', 'kernel : pure'],
    ...rates.map(({ row }) => row),
  ]).join('\n'),
)
judge(
  "the warm kernel is at least 20 times XState's pure transition()",
  rates.every(({ ratio }) => ratio >= 20),
)

console.log('A sweep of the cancel over 600 ticks, and 600 separate runs from nothing')
const sweeps = specifications.map((specification) => sweepTimes(specification, openingOf(specification)))
console.log(tableLines([['', 'sweep', '600 cold runs', 'share'], ...sweeps.map(({ row }) => row)]).join('\n'))
judge(
  'a sweep costs less than a quarter of the separate runs',
  sweeps.every(({ share }) => share < 0.25),
)

console.log('Worlds a second, on seven cells of five states, all orders')
const worlds = worldRates()
console.log(tableLines([['', 'worlds', 'a second'], ...worlds.rows]).join('\n'))
judge('both find the same number of worlds', worlds.isSame)
judge(
  `the exhaustive check is at least 100 times as fast as xstate/graph (${worlds.ratio.toFixed(0)} times)`,
  worlds.ratio >= 100,
)

const spin = spinRates()
if (spin === null) console.log('  spin or a C compiler is not installed, so there is no comparison with it\n')
else {
  console.log('Worlds a second, on nine such cells')
  console.log(tableLines([['', 'worlds', 'a second'], ...spin.rows]).join('\n'))
  judge('both find the same number of worlds', spin.isSame)
  judge(`the exhaustive check is at least half as fast as spin (${spin.ratio.toFixed(2)} times)`, spin.ratio >= 0.5)
}

console.log('Recordings held against the model, in seconds of the processor')
const bursts = decideBursts()
const builtIn = decideBuiltIn()
console.log(tableLines(rowsOf([...bursts, ...builtIn])).join('\n'))
judge(
  'each of the built-in recordings is decided in less than 2 seconds',
  builtIn.every(({ verdict, seconds }) => verdict !== 'notDecided' && seconds < 2),
)
judge(
  'a recording of 4,000 results is allowed in less than 10 seconds, and takes less than 256 MiB more than all before it',
  bursts.every(({ verdict, seconds, growth }) => verdict === 'allowed' && seconds < 10 && growth < 256),
)

console.log('Requests a second to the served model, over HTTP on this machine, by 1,000 clients at once')
const load = await serverLoad()
console.log(tableLines([['', 'requests', 'a second'], ...load.rows]).join('\n'))
judge(`every one of 100,000 requests is answered as it should be (${load.failed} are not)`, load.failed === 0)
judge(`the last 40,000 leave less than 8 MiB behind (${load.growth.toFixed(1)} MiB)`, load.growth < 8)

if (missed > 0) process.exitCode = 1
