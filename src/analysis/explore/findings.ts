import { Numbers } from '#kernel/packed.ts'
import {
  appliesIn,
  isTrueIn,
  type Action,
  type Property,
  type StepProperty,
  type WorldProperty,
} from '#kernel/property.ts'
import type { Observation } from '#kernel/system.ts'
import { Tracked, type Views } from './views.ts'

/** How many worlds are kept for each thing that is found: not every path can be taken in constant time. */
const candidatesMax = 24

export interface Candidate {
  readonly world: number
  /** For a step: the choice that leads into that world. */
  readonly action: Action | null
}

export type EndProperty = WorldProperty & { readonly kind: 'eventually' }
export const isEnd = (property: Property): property is EndProperty => property.kind === 'eventually'

/** A statement that is put to single worlds. */
interface Asked {
  readonly property: WorldProperty
  /** Whether a world in which it is true is one to be kept; otherwise those in which it is false are. */
  readonly wanted: boolean
  readonly condition: Tracked | null
  readonly truth: Tracked
  readonly found: Candidate[]
  /** In how many worlds its condition was met; for a statement on the ledger, in which ledgers. */
  worlds: number
  readonly ledgers: number[]
}

/** A statement that is put to steps. */
interface AskedStep {
  readonly property: StepProperty
  readonly found: Candidate[]
  /** From how many worlds a step was taken that meets its condition, each counted once for every setting into which one leads. */
  worlds: number
  /** The last of them, and the settings: steps are told world by world. */
  last: number
  readonly settings: number[]
}

const bitsInWord = 31

/** What turns up on the way: worlds against or for each statement, worlds in which a code was returned, clauses that were cited. */
export class Findings {
  private readonly views: Views
  private readonly onLedger: readonly Asked[]
  private readonly onWorld: readonly Asked[]
  private readonly onWorldIf: readonly Asked[]
  private readonly steps: readonly AskedStep[]
  /** For each choice, by its number, the step statements that it concerns. */
  private readonly stepsAt: AskedStep[][] = []
  /** For each world, which of `onWorldIf` have their condition met in it, as bits of so many words. */
  private readonly met = new Numbers()
  private readonly metWords: number
  /** How many worlds have a ledger, by its number. */
  private readonly worldsWith: number[] = []
  private readonly lists = new Map<string, Candidate[]>()
  readonly codes = new Map<string, number[]>()
  readonly clauses = new Set<string>()
  private readonly cited = new Set<Observation>()
  private readonly codeWorlds = new Map<Observation, number[]>()

  constructor(views: Views, properties: readonly Property[]) {
    this.views = views
    const asked = properties
      .filter((property): property is WorldProperty => property.kind !== 'step' && property.kind !== 'eventually')
      .map((property): Asked => ({
        property,
        wanted: property.kind !== 'always',
        condition: property.when === undefined ? null : new Tracked(views, (view) => appliesIn(property, view)),
        truth: new Tracked(views, (view) => isTrueIn(property, view)),
        found: this.listOf(property),
        worlds: 0,
        ledgers: [],
      }))
    this.onLedger = asked.filter(({ property }) => property.observed !== undefined)
    this.onWorld = asked.filter(({ property, condition }) => property.observed === undefined && condition === null)
    this.onWorldIf = asked.filter(({ property, condition }) => property.observed === undefined && condition !== null)
    this.metWords = Math.ceil(this.onWorldIf.length / bitsInWord)
    this.steps = properties
      .filter((property): property is StepProperty => property.kind === 'step')
      .map((property) => ({ property, found: this.listOf(property), worlds: 0, last: -1, settings: [] }))
  }

  /** The nearest worlds that were found for each property for which any was. */
  get found(): Map<string, Candidate[]> {
    return new Map([...this.lists].filter(([, list]) => list.length > 0))
  }

  /** In how many worlds the condition of each statement was met, for those that have one. */
  get applies(): Map<string, number> {
    const ofLedgers = this.onLedger.filter(({ condition }) => condition !== null)
    return new Map([
      ...ofLedgers.map(({ property, ledgers }): [string, number] => [
        property.id,
        ledgers.reduce((sum, ledger) => sum + (this.worldsWith[ledger] ?? 0), 0),
      ]),
      ...this.onWorldIf.map(({ property, worlds }): [string, number] => [property.id, worlds]),
      ...this.steps.map(({ property, worlds }): [string, number] => [property.id, worlds]),
    ])
  }

  private listOf(property: Property): Candidate[] {
    const list: Candidate[] = []
    this.lists.set(property.id, list)
    return list
  }

  /**
   * A world that was not there before, the next one in number. `parent`: the one before it, -1 for the first. `changed`: the slots
   * in which the two differ: what depends on none of them needs no asking, and is not found again. `count`: 1 where it counts, 0
   * where another part of the campaign counts it.
   */
  world(world: number, ledger: number, parent: number, changed: number, count: 0 | 1): void {
    const worldsWith = this.worldsWith[ledger]
    this.worldsWith[ledger] = (worldsWith ?? 0) + count
    if (worldsWith === undefined) {
      for (const asked of this.onLedger) {
        if (asked.condition !== null) {
          if (!asked.condition.answer(world)) continue
          asked.ledgers.push(ledger)
        }
        put(asked, world, changed)
      }
    }
    for (const asked of this.onWorld) put(asked, world, changed)
    if (this.metWords > 0) this.putIfMet(world, parent, changed, count)
  }

  private putIfMet(world: number, parent: number, changed: number, count: 0 | 1): void {
    const { onWorldIf, met, metWords } = this
    for (let word = 0; word < metWords; word++) {
      let bits = parent < 0 ? 0 : met.at(parent * metWords + word)
      const end = Math.min(onWorldIf.length, (word + 1) * bitsInWord)
      for (let i = word * bitsInWord; i < end; i++) {
        const asked = onWorldIf[i] as Asked
        const condition = asked.condition as Tracked
        const bit = 1 << (i - word * bitsInWord)
        const isMoved = condition.dependsOn(changed)
        if (isMoved) bits = condition.answer(world) ? bits | bit : bits & ~bit
        if ((bits & bit) === 0) continue
        asked.worlds += count
        put(asked, world, isMoved ? -1 : changed)
      }
      met.push(bits)
    }
  }

  get asksSteps(): boolean {
    return this.steps.length > 0
  }

  /**
   * A step, also one that leads to a world that was there. `number`: the number of the choice. `setting`: that of the world it
   * leads to. `count`: as of a world.
   */
  step(before: number, after: number, number: number, action: Action, setting: number, count: 0 | 1): void {
    const concerned = this.stepsAt[number] ?? (this.stepsAt[number] = this.concerned(action))
    const from = this.views.before.at(before)
    const to = this.views.after.at(after)
    for (const step of concerned) {
      const { property, found, settings } = step
      if (step.last !== before) settings.length = 0
      const isCounted = count === 0 || settings.includes(setting)
      if (isCounted && found.length >= candidatesMax) continue
      if (property.given?.(from, to, action) === false) continue
      if (!isCounted) {
        step.last = before
        settings.push(setting)
        step.worlds++
      }
      if (found.length < candidatesMax && !property.holds(from, to, action)) found.push({ world: after, action })
    }
  }

  private concerned(action: Action): AskedStep[] {
    return this.steps.filter(({ property }) => property.when(action))
  }

  /** A code that was returned by a call or that an operation settled with, on the way into a world. */
  code(note: Extract<Observation, { type: 'return' | 'settle' }>, world: number): void {
    let worlds = this.codeWorlds.get(note)
    if (worlds === undefined) {
      const code = note.type === 'settle' ? `settle ${note.code}` : `${note.call.split(/[@/]/)[0]} ${note.code}`
      worlds = this.codes.get(code) ?? []
      this.codes.set(code, worlds)
      this.codeWorlds.set(note, worlds)
    }
    if (worlds.length < candidatesMax) worlds.push(world)
  }

  cite(note: Extract<Observation, { type: 'return' | 'cite' | 'unsupported' }>): void {
    if (this.cited.has(note)) return
    this.cited.add(note)
    for (const id of note.clauses) this.clauses.add(id)
  }
}

function put({ wanted, truth, found }: Asked, world: number, changed: number): void {
  if (found.length < candidatesMax && truth.dependsOn(changed) && truth.answer(world) === wanted)
    found.push({ world, action: null })
}
