import { ensure } from '#base/assert.ts'
import type { Knobs, Scenario } from '#kernel/model.ts'
import type { Choice, Property } from '#kernel/property.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { defaults, knobDefaults } from '#machines/domains.ts'
import type { Campaign, CheckPlan, Protocol } from '#machines/protocol.ts'
import { Exploration, type Bounds } from './explore.ts'
import { replay, shows } from './replay.ts'
import { scenarioFor } from './witness.ts'

/** Worlds after which a campaign stops and says that it is not complete. */
export const worldsMaxDefault = 4_000_000

/** Something found in a campaign: the choices that lead there, and a scenario whose timed run shows it, where one was found. */
export interface Sighting {
  readonly path: readonly Choice[]
  readonly scenario: Scenario | null
}

/** What one campaign came to. Plain data: it travels from a worker. */
export interface CampaignResult {
  readonly spec: string
  readonly campaign: string
  readonly worlds: number
  readonly transitions: number
  readonly settings: number
  readonly complete: boolean
  readonly found: Readonly<Record<string, Sighting>>
  /** By `cancel CODE`, `queryNext CODE`, `settle CODE`. */
  readonly codes: Readonly<Record<string, Sighting>>
  readonly clauses: readonly string[]
}

export interface CampaignProgress {
  readonly worlds: number
  readonly frontier: number
  readonly transitions: number
}

function boundsOf(protocol: Protocol, campaign: Campaign, worldsMax: number): Bounds {
  const groups = new Map(campaign.offers.map((offer) => [offer.do, offer.group]))
  return {
    offers: campaign.offers.map((offer) => {
      const command = ensure(protocol.model.commands[offer.do], `${offer.do} is a command`)
      return { do: offer.do, args: { ...defaults(command.args), ...offer.args } }
    }),
    groupsOf: (command) => [groups.get(command) ?? ''],
    groupMax: campaign.max,
    worldsMax,
  }
}

/** Whether a call of this name returns this code, or an operation settles with it, somewhere in a run. */
export function returnsCode(trace: Trace, what: string): boolean {
  const [op = '', code = ''] = what.split(' ')
  return trace.events.some((event) =>
    op === 'settle' ? event.kind === 'settle' && event.code === code : event.kind === 'return' && event.code === code && (event.op === op || op === 'poll' || op === 'look'),
  )
}

/** Worlds of which the first to which a timed scenario leads that shows what is promised is taken; without one, only a path. */
function sighting(protocol: Protocol, knobs: Knobs, exploration: Exploration, worlds: readonly number[], title: string, promised: (scenario: Scenario) => boolean): Sighting {
  const leads = worlds.map((world) => ({ path: exploration.path(world), knobs: { ...knobs, ...exploration.knobsOf(world) } }))
  const scenario = scenarioFor(protocol.model, leads, title, promised)
  return { path: leads[0]?.path ?? [], scenario }
}

/** Explores one campaign; yields after every slice of worlds, so that a worker can report and be stopped. */
export function* explore(
  protocol: Protocol,
  plan: CheckPlan,
  campaign: Campaign,
  worldsMax: number = worldsMaxDefault,
  slice = 4000,
): Generator<CampaignProgress, CampaignResult> {
  const { model } = protocol
  const knobs = { ...knobDefaults(model), ...campaign.knobs }
  const exploration = new Exploration(model, knobs, campaign.varied, boundsOf(protocol, campaign, worldsMax), plan.properties)
  while (exploration.advance(slice)) yield { worlds: exploration.worldCount, frontier: exploration.frontier, transitions: exploration.transitions }
  const explored = exploration.result()
  const found: Record<string, Sighting> = {}
  for (const property of plan.properties) {
    const worlds = explored.found.get(property.id)
    if (worlds !== undefined) {
      const promised = (scenario: Scenario): boolean => shows(property, replay(model, scenario))
      found[property.id] = sighting(protocol, knobs, exploration, worlds.map(({ world }) => world), property.says, promised)
    }
    yield { worlds: explored.worlds, frontier: 0, transitions: explored.transitions }
  }
  const codes: Record<string, Sighting> = {}
  for (const [code, worlds] of explored.codes) {
    codes[code] = sighting(protocol, knobs, exploration, worlds, code, (scenario) => returnsCode(run(model, scenario), code))
    yield { worlds: explored.worlds, frontier: 0, transitions: explored.transitions }
  }
  return {
    spec: protocol.document.id,
    campaign: campaign.id,
    worlds: explored.worlds,
    transitions: explored.transitions,
    settings: explored.settings,
    complete: explored.complete,
    found,
    codes,
    clauses: [...explored.clauses].sort(),
  }
}

export type Verdict =
  /** True in all runs within the bounds. */
  | 'holds'
  /** It can happen. */
  | 'seen'
  /** It never happens within the bounds. */
  | 'neverReached'
  /** It is false, and nothing permits that: a failure. */
  | 'violated'
  /** It is false, as the document permits: a finding. */
  | 'finding'
  /** Nothing was found against it, but not everything was seen. */
  | 'unknown'

export interface PropertyReport {
  readonly id: string
  readonly kind: Property['kind']
  readonly says: string
  readonly clauses: readonly string[]
  readonly permitted: string | null
  /** For a belief: why it is wrong or right. */
  readonly belief: string | null
  readonly verdict: Verdict
  readonly campaign: string | null
  readonly sighting: Sighting | null
}

export interface CodeReport {
  readonly code: string
  readonly value: string
  /** `cancel`, another call, or `settle`; null where nothing returns it. */
  readonly by: string | null
  readonly sighting: Sighting | null
}

export interface SpecReport {
  readonly spec: string
  readonly worlds: number
  readonly transitions: number
  readonly complete: boolean
  readonly campaigns: readonly { readonly id: string; readonly says: string; readonly worlds: number; readonly transitions: number; readonly settings: number; readonly complete: boolean }[]
  readonly properties: readonly PropertyReport[]
  readonly codes: readonly CodeReport[]
  readonly clauses: readonly string[]
}

const shortest = (sightings: readonly (Sighting | undefined)[]): Sighting | null =>
  sightings.filter((each) => each !== undefined).sort((a, b) => Number(a.scenario === null) - Number(b.scenario === null) || a.path.length - b.path.length)[0] ?? null

function verdictOf(property: Property, isFound: boolean, complete: boolean): Verdict {
  if (property.kind === 'reachable') return isFound ? 'seen' : complete ? 'neverReached' : 'unknown'
  if (isFound) return property.permitted === undefined ? 'violated' : 'finding'
  return complete ? 'holds' : 'unknown'
}

function codeReport(protocol: Protocol, code: string, results: readonly CampaignResult[]): CodeReport {
  const { value } = ensure(protocol.document.codes[code], `${code} is a code`)
  const calls = [...new Set(results.flatMap((result) => Object.keys(result.codes)))].filter((key) => key.endsWith(` ${code}`))
  const rank = (key: string): number => (key.startsWith('cancel ') ? 0 : key.startsWith('settle ') ? 2 : 1)
  const [best] = calls.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  if (best === undefined) return { code, value, by: null, sighting: null }
  return { code, value, by: best.split(' ')[0] ?? null, sighting: shortest(results.map((result) => result.codes[best])) }
}

/** Puts the results of a specification's campaigns together. */
export function report(protocol: Protocol, plan: CheckPlan, results: readonly CampaignResult[]): SpecReport {
  const complete = results.length === plan.campaigns.length && results.every((result) => result.complete)
  const sum = (count: (result: CampaignResult) => number): number => results.reduce((total, result) => total + count(result), 0)
  return {
    spec: protocol.document.id,
    worlds: sum((result) => result.worlds),
    transitions: sum((result) => result.transitions),
    complete,
    campaigns: results.map((result) => ({
      id: result.campaign,
      says: ensure(plan.campaigns.find(({ id }) => id === result.campaign), 'a result belongs to a campaign').says,
      worlds: result.worlds,
      transitions: result.transitions,
      settings: result.settings,
      complete: result.complete,
    })),
    properties: plan.properties.map((property) => {
      const sighting = shortest(results.map((result) => result.found[property.id]))
      return {
        id: property.id,
        kind: property.kind,
        says: property.says,
        clauses: property.clauses,
        permitted: property.permitted ?? null,
        belief: property.belief ?? null,
        verdict: verdictOf(property, sighting !== null, complete),
        campaign: results.find((result) => result.found[property.id] === sighting)?.campaign ?? null,
        sighting,
      }
    }),
    codes: Object.keys(protocol.document.codes).map((code) => codeReport(protocol, code, results)),
    clauses: [...new Set(results.flatMap((result) => result.clauses))].sort(),
  }
}
