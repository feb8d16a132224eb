import type { Ledger, StateText, StateView } from '#kernel/property.ts'

/** One thing that statements look at. */
export interface Question {
  /** The slot of a world that it depends on; -1 as long as there is none. */
  slot: number
  /** What is seen, by what the slot says. */
  readonly seen: number[]
  /** What is seen where the slot says this, as a number: equal numbers look equal. */
  readonly see: (value: number) => number
  readonly findSlot: () => number
}

/** The worlds as the sights see them. */
export interface Scenery {
  readonly ledgerSlot: number
  readonly budgetSlot: number
  value(world: number, slot: number): number
  ledger(value: number): Ledger
  given(budget: number, command: string): number
  /** The slot of an actor; -1 as long as there is none. */
  slotOf(actor: string): number
  /** Where an actor begins. Throws where there is no such role. */
  initial(actor: string): StateText
  /** The number of the state that an actor's slot says, and what it stands for; null where the actor was not reached. */
  state(actor: string, local: number): { readonly number: number; readonly text: StateText } | null
}

/** The state of an actor as something to be looked at. */
interface ActorQuestion {
  readonly question: Question
  readonly initial: StateText
  /** The state, by what the actor's slot says. */
  readonly texts: StateText[]
}

type Part = 'operations' | 'returned' | 'called' | 'held'
type Tell = (question: Question) => void

/** What statements have looked at so far, and what is to be seen there. */
export class Sights {
  private readonly scenery: Scenery
  /** How often a slot was added. */
  slots = 0
  private readonly questions = new Map<string, Question>()

  constructor(scenery: Scenery) {
    this.scenery = scenery
  }

  /** To be told when worlds have got a new slot. */
  slotAdded(): void {
    this.slots++
    for (const question of this.questions.values()) if (question.slot < 0) question.slot = question.findSlot()
  }

  /** What is seen there in a world; 0 where there is nothing yet. */
  look(question: Question, world: number): number {
    if (question.slot < 0) return 0
    const value = this.scenery.value(world, question.slot)
    return question.seen[value] ?? (question.seen[value] = question.see(value))
  }

  private question(name: string, make: () => Pick<Question, 'see' | 'findSlot'>): Question {
    let question = this.questions.get(name)
    if (question === undefined) {
      const made = make()
      this.questions.set(name, (question = { slot: made.findSlot(), seen: [], ...made }))
    }
    return question
  }

  private ofLedger(name: string, read: (ledger: Ledger) => unknown): Question {
    const { scenery } = this
    return this.question(name, () => {
      // Equal parts of ledgers are one object, so that what is read needs no comparing.
      const numbers = new Map<unknown, number>()
      const number = (seen: unknown): number => numbers.get(seen) ?? (numbers.set(seen, numbers.size), numbers.size - 1)
      return { findSlot: () => scenery.ledgerSlot, see: (value) => number(read(scenery.ledger(value))) }
    })
  }

  private readonly actors = new Map<string, ActorQuestion>()
  private ofActor(actor: string): ActorQuestion {
    const known = this.actors.get(actor)
    if (known !== undefined) return known
    const asked = { initial: this.scenery.initial(actor), question: this.newActor(actor), texts: [] }
    this.actors.set(actor, asked)
    return asked
  }

  private newActor(actor: string): Question {
    const { scenery } = this
    return this.question(`actor ${actor}`, () => ({
      findSlot: () => scenery.slotOf(actor),
      see: (value) => (scenery.state(actor, value)?.number ?? -1) + 1,
    }))
  }

  private ofGiven(command: string): Question {
    const { scenery } = this
    return this.question(`given ${command}`, () => ({
      findSlot: () => scenery.budgetSlot,
      see: (value) => scenery.given(value, command),
    }))
  }

  private stateAt(world: number, actor: string): StateText {
    const { scenery } = this
    const { question, initial, texts } = this.ofActor(actor)
    if (question.slot < 0) return initial
    const value = scenery.value(world, question.slot)
    return texts[value] ?? (texts[value] = scenery.state(actor, value)?.text ?? initial)
  }

  /** A world as statements see it. */
  view(world: number): StateView {
    const { scenery } = this
    return {
      ledger: scenery.ledger(scenery.value(world, scenery.ledgerSlot)),
      state: (actor) => this.stateAt(world, actor),
      given: (command) => scenery.given(scenery.value(world, scenery.budgetSlot), command),
    }
  }

  /** A world as statements see it, which tells what is looked at. */
  watched(world: number, tell: Tell): StateView {
    const view = this.view(world)
    const { ledger } = view
    const unsupported = (): boolean => {
      tell(this.ofLedger('unsupported', (each) => each.unsupported))
      return ledger.unsupported
    }
    const part = <P extends Part>(name: P): Ledger[P] => this.watchedPart(ledger, name, tell)
    return {
      ledger: {
        get operations() {
          return part('operations')
        },
        get returned() {
          return part('returned')
        },
        get called() {
          return part('called')
        },
        get held() {
          return part('held')
        },
        get unsupported() {
          return unsupported()
        },
      },
      state: (actor) => {
        tell(this.ofActor(actor).question)
        return view.state(actor)
      },
      given: (command) => {
        tell(this.ofGiven(command))
        return view.given(command)
      },
    }
  }

  /** A part of a ledger, which tells each entry that is looked at, or that the names of all of them are. */
  private watchedPart<P extends Part>(ledger: Ledger, part: P, tell: Tell): Ledger[P] {
    const tellEntry = (key: string): void =>
      tell(this.ofLedger(`${part} ${key}`, (each) => (each[part] as Readonly<Record<string, unknown>>)[key]))
    return new Proxy(ledger[part], {
      get: (target, key) => {
        if (typeof key === 'symbol') return Reflect.get(target, key) as unknown
        tellEntry(key)
        return Reflect.get(target, key) as unknown
      },
      has: (target, key) => {
        if (typeof key === 'string') tellEntry(key)
        return Reflect.has(target, key)
      },
      getOwnPropertyDescriptor: (target, key) => {
        if (typeof key === 'string') tellEntry(key)
        return Reflect.getOwnPropertyDescriptor(target, key)
      },
      ownKeys: (target) => {
        tell(this.ofLedger(`all ${part}`, (each) => Object.keys(each[part]).join()))
        return Reflect.ownKeys(target)
      },
    })
  }
}
