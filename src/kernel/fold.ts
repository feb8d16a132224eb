import { cancelCommand } from './call.ts'
import { assert, ensure } from '#base/assert.ts'
import { spentForNobody } from './abandoned.ts'
import { milestones, type Milestone } from './effect.ts'
import { afterAcceptance, afterIssue, afterResult, afterReturn, nothingLate, type Lateness } from './lateness.ts'
import type { Model, Value } from './model.ts'
import type { Observation } from './system.ts'
import type { Coded, Outcome } from './trace.ts'

/** Symbol and number of a code as the specification writes them. */
export function coded(model: Model, code: string): Coded {
  return {
    code,
    value: code === 'other' ? model.otherValue : ensure(model.codes[code], `${model.spec} has a code ${code}`),
  }
}

/** What a call returns: one of the codes that the model says of it. */
export function returned(model: Model, op: string, code: string): Coded {
  assert(model.returns[op]?.includes(code) === true, `${model.spec} declares that ${op} can return ${code}`)
  return coded(model, code)
}

/** How an operation ends: with one of the codes that the model says. */
export function ended(model: Model, code: string): Coded {
  assert(model.endings.includes(code), `${model.spec} declares that an operation can end with ${code}`)
  return coded(model, code)
}

class Operation {
  readonly milestones = new Map<Milestone, number>()
  settle: string | null = null
  held = 0
  readonly holds = new Map<string, { count: number; until: number | null; isLimited: boolean }>()
  abandonedAt: number | null = null
  lateness = nothingLate
}

/**
 * Everything that an outcome needs, kept up to date note by note. It is what a sweep pays for; a trace is a fold too, with
 * the lines written down.
 */
export class OutcomeFold {
  private readonly model: Model
  private readonly operations: Operation[] = []
  private readonly held = new Map<string, number>()
  private readonly unsupported: string[] = []
  /** The operations of the cancels that have been issued and have not returned, by call. */
  private readonly aims = new Map<string, number>()
  private firstCancel: { call: string; target: number } | null = null
  /** Index of the cancel that the outcome speaks of; null: the first that is carried out. */
  private asked: number | null = null
  private inFirstCancel = false
  private cancel: string | null = null
  private returnedAt: number | null = null
  /** Tick of the last thing that was noted. */
  private now = 0

  constructor(model: Model) {
    this.model = model
  }

  private operation(number: number): Operation {
    return this.operations[number] ?? (this.operations[number] = new Operation())
  }

  /** The outcome is to speak of the cancel with this index in the scenario's list. */
  ask(index: number): void {
    this.asked = index
  }

  /** A step of the scenario is carried out; `call` is its key, `operations` how many were started, this one included. */
  command(name: string, call: string, args: Readonly<Record<string, Value>>, operations: number, index: number): void {
    this.inFirstCancel = false
    if (name !== cancelCommand || this.firstCancel !== null || (this.asked ?? index) !== index) return
    this.inFirstCancel = true
    this.firstCancel = { call, target: this.model.target?.(args, operations) ?? Math.max(1, operations) }
  }

  /** The step is done with everything that it caused at once. */
  commandDone(): void {
    this.inFirstCancel = false
  }

  /** Returns true where the note is news: a milestone that was reached before is none. */
  note(note: Observation, t: number): boolean {
    this.now = t
    switch (note.type) {
      case 'return':
        if (this.firstCancel !== null && this.returnedAt === null && note.call === this.firstCancel.call) {
          this.cancel = note.code
          this.returnedAt = t
        }
        this.decide(note.call)
        return true
      case 'result': {
        const operation = this.operation(note.operation)
        operation.lateness = afterResult(operation.lateness)
        return true
      }
      case 'settle': {
        const operation = this.operation(note.operation)
        if (operation.settle !== null) return false
        operation.settle = note.code
        this.milestone(note.operation, 'settled', t)
        return true
      }
      case 'milestone':
        if (note.name === 'issued' && this.inFirstCancel && this.firstCancel !== null)
          this.firstCancel.target = note.operation
        this.weigh(note)
        return this.milestone(note.operation, note.name, t)
      case 'resource':
        this.held.set(note.name, this.heldNow(note.name) + note.change)
        if (note.operation > 0)
          this.hold(this.operation(note.operation), note.name, note.change, t, note.limit !== null)
        return true
      case 'hold':
        this.hold(this.operation(note.operation), note.name, note.change, t, false)
        return true
      case 'abandon':
        this.operation(note.operation).abandonedAt ??= t
        return true
      case 'unsupported':
        for (const id of note.clauses) if (!this.unsupported.includes(id)) this.unsupported.push(id)
        return true
      default:
        return true
    }
  }

  private milestone(number: number, name: Milestone, t: number): boolean {
    const operation = this.operation(number)
    if (operation.milestones.has(name)) return false
    operation.milestones.set(name, t)
    return true
  }

  /** What an issued or accepted cancel says of the results of its operation. */
  private weigh({ name, operation: number, call = '' }: Extract<Observation, { type: 'milestone' }>): void {
    const operation = this.operation(number)
    if (name === 'issued') {
      operation.lateness = afterIssue(operation.lateness, call)
      this.aims.set(call, number)
    } else if (name === 'accepted') operation.lateness = afterAcceptance(operation.lateness, call)
  }

  private decide(call: string): void {
    const aim = this.aims.get(call)
    if (aim === undefined) return
    this.aims.delete(call)
    const operation = this.operation(aim)
    operation.lateness = afterReturn(operation.lateness, call)
  }

  private hold(operation: Operation, name: string, change: number, t: number, isLimited: boolean): void {
    const count = (operation.holds.get(name)?.count ?? 0) + change
    operation.holds.set(name, { count, until: count > 0 ? null : t, isLimited })
    operation.held += change
    if (operation.held === 0) operation.milestones.set('released', t)
    else operation.milestones.delete('released')
  }

  heldNow(name: string): number {
    return this.held.get(name) ?? 0
  }

  /** Whether nothing of the operation is held at this moment, after something was. */
  isReleased(operation: number): boolean {
    return this.operations[operation]?.milestones.has('released') ?? false
  }

  /** What is known of the lateness of an operation's results. */
  latenessOf(operation: number): Lateness {
    return this.operations[operation]?.lateness ?? nothingLate
  }

  /** What an operation got in the end; null where it has not settled. */
  settleOf(operation: number): Coded | null {
    const code = this.operations[operation]?.settle ?? null
    return code === null ? null : ended(this.model, code)
  }

  /** Whether the operation was told to stop by what the first cancel returned, whatever code that was. */
  get isTaken(): boolean {
    return this.returnedAt !== null && this.operations[this.target]?.milestones.get('accepted') === this.returnedAt
  }

  /** When an operation last let go of a resource: null while it holds some, undefined where it never held any. */
  heldUntil(operation: number, resource: string): number | null | undefined {
    return this.operations[operation]?.holds.get(resource)?.until
  }

  /** The operation that the outcome speaks of: the one that the first cancel aimed at, else 1. */
  get target(): number {
    return this.firstCancel?.target ?? 1
  }

  outcome(): Outcome {
    const aimed = this.operations[this.target] ?? new Operation()
    const reached: Partial<Record<Milestone, number>> = {}
    for (const name of milestones) {
      const t = aimed.milestones.get(name)
      if (t !== undefined) reached[name] = t
    }
    return {
      cancel: this.cancel === null ? null : returned(this.model, cancelCommand, this.cancel),
      settle: aimed.settle === null ? null : ended(this.model, aimed.settle),
      lateResults: aimed.lateness.late,
      milestones: reached,
      spentForNobody: this.spentForNobody(aimed),
      leaks: [...this.held]
        .filter(([, held]) => held > 0)
        .flatMap(([name, held]) => Array.from({ length: held }, () => name))
        .sort(),
      unsupported: [...this.unsupported],
    }
  }

  private spentForNobody({ abandonedAt, milestones: reached, holds }: Operation): number {
    if (abandonedAt === null) return 0
    const heldUntil = [...holds.values()].flatMap(({ until, isLimited }) => (isLimited ? [until] : []))
    return spentForNobody({ abandonedAt, stoppedAt: reached.get('stopped') ?? null, heldUntil }, this.now)
  }

  clone(): OutcomeFold {
    const copy = new OutcomeFold(this.model)
    this.operations.forEach((operation, number) => {
      const other = copy.operation(number)
      for (const [name, t] of operation.milestones) other.milestones.set(name, t)
      other.settle = operation.settle
      for (const [name, hold] of operation.holds) other.holds.set(name, hold)
      other.held = operation.held
      other.abandonedAt = operation.abandonedAt
      other.lateness = operation.lateness
    })
    for (const [name, held] of this.held) copy.held.set(name, held)
    for (const [call, aim] of this.aims) copy.aims.set(call, aim)
    copy.unsupported.push(...this.unsupported)
    copy.asked = this.asked
    copy.firstCancel = this.firstCancel === null ? null : { ...this.firstCancel }
    copy.cancel = this.cancel
    copy.returnedAt = this.returnedAt
    copy.now = this.now
    return copy
  }
}
