import { isTrueIn, type Action, type Property, type StepProperty, type WorldProperty } from '#kernel/property.ts'
import type { Observation } from '#kernel/system.ts'
import { Remembered } from './remembered.ts'
import type { Sights } from './sights.ts'

/** How many worlds are kept for each thing that is found: not every path can be taken in constant time. */
const candidatesMax = 24

export interface Candidate {
  readonly world: number
  /** For a step: the choice that leads into that world. */
  readonly action: Action | null
}

export type EndProperty = WorldProperty & { readonly kind: 'eventually' }
export const isEnd = (property: Property): property is EndProperty => property.kind === 'eventually'

/** A statement that is put to each world. */
interface Asked {
  /** Whether a world in which it is true is one to be kept; otherwise those in which it is false are. */
  readonly wanted: boolean
  readonly remembered: Remembered
  readonly found: Candidate[]
}

/** What turns up on the way: worlds against or for each statement, worlds in which a code was returned, clauses that were cited. */
export class Findings {
  private readonly sights: Sights
  private readonly onLedger: readonly Asked[]
  private readonly onWorld: readonly Asked[]
  private readonly steps: readonly { readonly property: StepProperty; readonly found: Candidate[] }[]
  /** For each choice, by its number, the step statements that it concerns. */
  private readonly stepsAt: Asked[][] = []
  private readonly ledgersSeen: boolean[] = []
  private readonly lists = new Map<string, Candidate[]>()
  readonly codes = new Map<string, number[]>()
  readonly clauses = new Set<string>()
  private readonly cited = new Set<Observation>()
  private readonly codeWorlds = new Map<Observation, number[]>()

  constructor(sights: Sights, properties: readonly Property[]) {
    this.sights = sights
    const states = properties.filter(
      (property): property is WorldProperty => property.kind !== 'step' && property.kind !== 'eventually',
    )
    const asked = (property: WorldProperty): Asked => ({
      wanted: property.kind !== 'always',
      remembered: new Remembered(this.sights, (view) => isTrueIn(property, view)),
      found: this.listOf(property),
    })
    this.onLedger = states.filter(({ observed }) => observed !== undefined).map(asked)
    this.onWorld = states.filter(({ observed }) => observed === undefined).map(asked)
    this.steps = properties
      .filter((property): property is StepProperty => property.kind === 'step')
      .map((property) => ({ property, found: this.listOf(property) }))
  }

  /** The nearest worlds that were found for each property for which any was. */
  get found(): Map<string, Candidate[]> {
    return new Map([...this.lists].filter(([, list]) => list.length > 0))
  }

  private listOf(property: Property): Candidate[] {
    const list: Candidate[] = []
    this.lists.set(property.id, list)
    return list
  }

  /**
   * A world that was not there before. `changed`: the slots in which it differs from the one before it, whose statements were
   * answered: what depends on none of them needs no asking, and is not found again.
   */
  world(world: number, ledger: number, changed: number): void {
    if (this.ledgersSeen[ledger] !== true) {
      this.ledgersSeen[ledger] = true
      this.put(this.onLedger, world, changed)
    }
    this.put(this.onWorld, world, changed)
  }

  private put(all: readonly Asked[], world: number, changed: number): void {
    for (const { wanted, remembered, found } of all)
      if (found.length < candidatesMax && remembered.dependsOn(changed) && remembered.answer(world, world) === wanted)
        found.push({ world, action: null })
  }

  get asksSteps(): boolean {
    return this.steps.length > 0
  }

  /** A step, also one that leads to a world that was there. `number`: the number of the choice. */
  step(before: number, after: number, number: number, action: Action): void {
    const concerned = this.stepsAt[number] ?? (this.stepsAt[number] = this.concerned(action))
    for (const { remembered, found } of concerned)
      if (found.length < candidatesMax && !remembered.answer(before, after)) found.push({ world: after, action })
  }

  private concerned(action: Action): Asked[] {
    return this.steps
      .filter(({ property }) => property.when(action))
      .map(({ property, found }) => ({
        wanted: false,
        remembered: new Remembered(this.sights, (before, after) => property.holds(before, after, action)),
        found,
      }))
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
