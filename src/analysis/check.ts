import { cancelCommand } from '#kernel/call.ts'
import { ensure } from '#base/assert.ts'
import type { Knobs, Scenario } from '#kernel/model.ts'
import type { Action, Property } from '#kernel/property.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { defaults, knobDefaults } from '#machines/domains.ts'
import { beliefIn, type Campaign, type CheckPlan, type Specification } from '#machines/specification.ts'
import type { Evidence } from '#specs/document.ts'
import { Exploration, type Bounds, type Explored, type Part } from './explore.ts'
import { replay, shows } from './replay.ts'
import { Witnesses, type Candidate } from './witness.ts'

/** Worlds after which a campaign stops and says that it is not complete. */
export const worldsMaxDefault = 10_000_000

/** Something found in a campaign: the choices that lead there, and a scenario whose timed run shows it, where one was found. */
export interface Discovery {
  readonly path: readonly Action[]
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
  readonly found: Readonly<Record<string, Discovery>>
  /** In how many worlds the condition of a statement was met, for those that have one. */
  readonly applies: Readonly<Record<string, number>>
  /** By `cancel CODE`, `queryNext CODE`, `settle CODE`. */
  readonly codes: Readonly<Record<string, Discovery>>
  readonly clauses: readonly string[]
}

export interface CampaignProgress {
  readonly worlds: number
  readonly frontier: number
  readonly transitions: number
  /** What was found since the last time, as in the result; a scenario that is missing here may still be found at the end. */
  readonly found: Readonly<Record<string, Discovery>>
  readonly codes: Readonly<Record<string, Discovery>>
}

/** A plan with its thorough campaigns as well. */
export const thoroughly = (plan: CheckPlan): CheckPlan => ({
  ...plan,
  campaigns: [...plan.campaigns, ...(plan.thorough ?? [])],
})

function boundsOf(specification: Specification, campaign: Campaign, worldsMax: number): Bounds {
  const groups = new Map(campaign.offers.map((offer) => [offer.do, offer.group]))
  return {
    offers: campaign.offers.map((offer) => {
      const command = ensure(specification.model.commands[offer.do], `${offer.do} is a command`)
      const { actor } = offer
      return {
        do: offer.do,
        args: { ...defaults(command.args), ...offer.args },
        ...(actor === undefined ? {} : { actor }),
      }
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
    op === 'settle'
      ? event.kind === 'settle' && event.code === code
      : event.kind === 'return' && event.code === code && (event.op === op || op === 'poll' || op === 'look'),
  )
}

/** What a campaign found so far, with a timed scenario for each thing. */
class Sightings {
  readonly found: Record<string, Discovery> = {}
  readonly codes: Record<string, Discovery> = {}
  private readonly specification: Specification
  private readonly knobs: Knobs
  private readonly exploration: Exploration
  private readonly properties: ReadonlyMap<string, Property>
  private readonly witnesses: Witnesses
  /** How many worlds were looked at for a discovery that has no scenario yet. */
  private readonly tried = new Map<Discovery, number>()

  constructor(specification: Specification, knobs: Knobs, exploration: Exploration, properties: readonly Property[]) {
    this.specification = specification
    this.knobs = knobs
    this.exploration = exploration
    this.properties = new Map(properties.map((property) => [property.id, property]))
    this.witnesses = new Witnesses(specification.model, knobs)
  }

  /** What came to light since the last time. */
  news(explored: Explored): Pick<CampaignProgress, 'found' | 'codes'> {
    const found: Record<string, Discovery> = {}
    const codes: Record<string, Discovery> = {}
    for (const [id, candidates] of explored.found)
      if (this.found[id] === undefined) found[id] = this.found[id] = this.ofProperty(id, candidates)
    for (const [code, worlds] of explored.codes)
      if (this.codes[code] === undefined) codes[code] = this.codes[code] = this.ofCode(code, worlds)
    return { found, codes }
  }

  /** Looks harder for the scenarios that are missing; takes a breath after each. */
  *complete(explored: Explored): Generator<void> {
    for (const [id, candidates] of explored.found) {
      const before = this.found[id]
      if ((before?.scenario ?? null) === null) this.found[id] = this.ofProperty(id, candidates, before)
      yield
    }
    for (const [code, worlds] of explored.codes) {
      const before = this.codes[code]
      if ((before?.scenario ?? null) === null) this.codes[code] = this.ofCode(code, worlds, before)
      yield
    }
  }

  private ofProperty(id: string, candidates: readonly { readonly world: number }[], before?: Discovery): Discovery {
    const property = ensure(this.properties.get(id), `${id} is a property`)
    const { model } = this.specification
    const worlds = candidates.map(({ world }) => world)
    return this.sighting(worlds, property.says, (scenario) => shows(property, replay(model, scenario)), before)
  }

  private ofCode(code: string, worlds: readonly number[], before?: Discovery): Discovery {
    return this.sighting(worlds, code, (scenario) => returnsCode(run(this.specification.model, scenario), code), before)
  }

  /**
   * Of the worlds the first to which a timed scenario leads that shows what is promised; without one, only a path. `before`: what
   * it came to when only a run along the paths was looked for.
   */
  private sighting(
    worlds: readonly number[],
    title: string,
    expectation: (scenario: Scenario) => boolean,
    before: Discovery | undefined,
  ): Discovery {
    const leads = worlds.map((world): Candidate => ({
      path: this.exploration.path(world),
      knobs: { ...this.knobs, ...this.exploration.knobsOf(world) },
    }))
    const { witnesses } = this
    const scenario =
      before === undefined
        ? witnesses.direct(leads, title, expectation)
        : witnesses.any(leads, title, expectation, this.tried.get(before) ?? 0)
    const discovery = { path: leads[0]?.path ?? [], scenario }
    this.tried.set(discovery, leads.length)
    return discovery
  }
}

const knobsOf = (specification: Specification, campaign: Campaign): Knobs => ({
  ...knobDefaults(specification.model),
  ...campaign.knobs,
})

/** The exploration of a campaign, not begun. */
export const explorationOf = (
  specification: Specification,
  plan: CheckPlan,
  campaign: Campaign,
  worldsMax: number,
  part: Part | null = null,
): Exploration =>
  new Exploration(
    specification.model,
    knobsOf(specification, campaign),
    campaign.varied,
    boundsOf(specification, campaign, worldsMax),
    plan.properties,
    true,
    part,
  )

/** Explores one campaign, or a part of it; yields after every slice of worlds, so that a worker can report and be stopped. */
export function* explore(
  specification: Specification,
  plan: CheckPlan,
  campaign: Campaign,
  worldsMax: number = worldsMaxDefault,
  slice = 4000,
  part: Part | null = null,
): Generator<CampaignProgress, CampaignResult> {
  const knobs = knobsOf(specification, campaign)
  const exploration = explorationOf(specification, plan, campaign, worldsMax, part)
  const sightings = new Sightings(specification, knobs, exploration, plan.properties)
  const { found, codes } = sightings
  const progress = (news: Pick<CampaignProgress, 'found' | 'codes'>): CampaignProgress => {
    const { worldCount: worlds, frontier, transitions } = exploration
    return { worlds, frontier, transitions, ...news }
  }
  while (exploration.advance(slice)) yield progress(sightings.news(exploration.result()))
  const explored = exploration.result()
  yield progress(sightings.news(explored))
  for (const _ of sightings.complete(explored)) yield progress({ found: {}, codes: {} })
  return {
    spec: specification.document.id,
    campaign: campaign.id,
    worlds: explored.worlds,
    transitions: explored.transitions,
    settings: explored.settings,
    complete: explored.complete,
    found,
    applies: Object.fromEntries(explored.applies),
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
  /** It is false, and a conforming system may make it so: a finding. */
  | 'finding'
  /** Nothing is against it since its condition was met in no world: it says nothing. A failure of whoever wrote it. */
  | 'vacuous'
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
  /** What that rests on; null where it is no belief. */
  readonly evidence: Evidence | null
  readonly verdict: Verdict
  /** In how many worlds its condition was met; all, for a statement without one. */
  readonly applies: number
  readonly campaign: string | null
  readonly sighting: Discovery | null
}

export interface CodeReport {
  readonly code: string
  readonly value: string
  /** `cancel`, another call, or `settle`; null where nothing returns it. */
  readonly by: string | null
  readonly sighting: Discovery | null
}

export interface SpecReport {
  readonly spec: string
  readonly worlds: number
  readonly transitions: number
  readonly complete: boolean
  readonly campaigns: readonly {
    readonly id: string
    readonly says: string
    readonly worlds: number
    readonly transitions: number
    readonly settings: number
    readonly complete: boolean
  }[]
  readonly properties: readonly PropertyReport[]
  readonly codes: readonly CodeReport[]
  readonly clauses: readonly string[]
}

/** The best of what several explorations found: one with a timed run, and of those the one with the fewest choices. */
export const shortest = (sightings: readonly (Discovery | undefined)[]): Discovery | null =>
  sightings
    .filter((each) => each !== undefined)
    .sort((a, b) => Number(a.scenario === null) - Number(b.scenario === null) || a.path.length - b.path.length)[0] ??
  null

function verdictOf(property: Property, isFound: boolean, applies: number, complete: boolean): Verdict {
  if (property.kind === 'reachable') return isFound ? 'seen' : complete ? 'neverReached' : 'unknown'
  if (isFound) return property.permitted === undefined ? 'violated' : 'finding'
  if (!complete) return 'unknown'
  return applies === 0 ? 'vacuous' : 'holds'
}

function codeReport(specification: Specification, code: string, results: readonly CampaignResult[]): CodeReport {
  const { value } = ensure(specification.document.codes[code], `${code} is a code`)
  const calls = [...new Set(results.flatMap((result) => Object.keys(result.codes)))].filter((key) =>
    key.endsWith(` ${code}`),
  )
  // What a caller's call returns, then how its operation ends, then what only a program sees that asks in between.
  const rank = (key: string): number => {
    const op = key.split(' ')[0] ?? ''
    return op === cancelCommand ? 0 : Object.hasOwn(specification.model.commands, op) ? 1 : op === 'settle' ? 2 : 3
  }
  const [best] = calls.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  if (best === undefined) return { code, value, by: null, sighting: null }
  return {
    code,
    value,
    by: best.split(' ')[0] ?? null,
    sighting: shortest(results.map((result) => result.codes[best])),
  }
}

/** Puts the results of a specification's campaigns together. */
export function report(specification: Specification, plan: CheckPlan, results: readonly CampaignResult[]): SpecReport {
  const complete = results.length === plan.campaigns.length && results.every((result) => result.complete)
  const sum = (count: (result: CampaignResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0)
  return {
    spec: specification.document.id,
    worlds: sum((result) => result.worlds),
    transitions: sum((result) => result.transitions),
    complete,
    campaigns: results.map((result) => ({
      id: result.campaign,
      says: ensure(
        plan.campaigns.find(({ id }) => id === result.campaign),
        'a result belongs to a campaign',
      ).says,
      worlds: result.worlds,
      transitions: result.transitions,
      settings: result.settings,
      complete: result.complete,
    })),
    properties: plan.properties.map((property) => {
      const sighting = shortest(results.map((result) => result.found[property.id]))
      const applies = sum((result) => result.applies[property.id] ?? result.worlds)
      return {
        id: property.id,
        kind: property.kind,
        says: property.says,
        clauses: property.clauses,
        permitted: property.permitted ?? null,
        belief: beliefIn(property)?.belief ?? null,
        evidence: beliefIn(property)?.evidence ?? null,
        verdict: verdictOf(property, sighting !== null, applies, complete),
        applies,
        campaign: results.find((result) => result.found[property.id] === sighting)?.campaign ?? null,
        sighting,
      }
    }),
    codes: Object.keys(specification.document.codes).map((code) => codeReport(specification, code, results)),
    clauses: [...new Set(results.flatMap((result) => result.clauses))].sort(),
  }
}
