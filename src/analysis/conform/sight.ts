import type { Json } from '#base/json.ts'
import { stableJson } from '#base/json.ts'
import type { Payload } from '#kernel/effect.ts'
import { coded, ended, returned } from '#kernel/fold.ts'
import type { Model } from '#kernel/model.ts'
import type { Observed, ObservedKind, ObservedLine } from '#kernel/observed.ts'
import type { Observation } from '#kernel/system.ts'
import { impossibleLines, isCode } from './impossible.ts'
import { numberOf, openCall, withCall, withOperation, withoutCall, type Naming, type OpenCall } from './naming.ts'
import { groupEnds } from './places.ts'

/** Something that the model does and that somebody outside can see. */
export interface Sight {
  readonly kind: ObservedKind
  readonly actor: string
  /** Whether it concerns the client that was watched. */
  readonly isClients: boolean
  /** The model's key of the call. */
  readonly key: string | null
  readonly op: string | null
  readonly operation: number | null
  /** It starts the operation. */
  readonly isStart: boolean
  readonly args: Payload | null
  /** There are arguments that are known only later, when the call is made. */
  readonly isPartial?: boolean
  /** Arguments that were chosen as the line says. */
  readonly pinned: readonly string[]
  readonly code: string | null
  readonly value: string | null
  readonly http?: number | null
  readonly out?: Json
  readonly n: number | null
  /** Clauses that are cited where it comes about. */
  readonly clauses: readonly string[]
}

const nothing = {
  key: null,
  op: null,
  operation: null,
  isStart: false,
  args: null,
  pinned: [],
  code: null,
  value: null,
  n: null,
  clauses: [],
}

/** The operation that an actor is there for: `client#2` for operation 2. */
export const instanceOf = (actor: string): number | null => {
  const at = actor.indexOf('#')
  return at < 0 ? null : Number(actor.slice(at + 1))
}

/** Whether something would be in the recording. */
export const isSeenIn = (
  { ops }: LineContext,
  sees: ReadonlySet<string>,
  { kind, op, isClients }: Sight,
  isWhole: boolean,
): boolean => isWhole || (isClients && sees.has(kind) && (op === null || ops.has(op)))

/** Whether an actor plays the client, who comes first among the roles. */
export const isTheClient = (model: Model, actor: string): boolean => actor.split('#')[0] === model.roles[0]?.name

/** What is seen of a note; null where it is nothing that anybody sees. */
export function sightOf(model: Model, actor: string, note: Observation, naming: Naming): Sight | null {
  if (!isVisible(note)) return null
  if (note.type === 'settle' && naming.settled.includes(note.operation)) return null
  const open = note.type === 'return' ? openCall(naming, note.call) : undefined
  const byCall = sights.get(note)
  const known = byCall?.find((one) => one.actor === actor && isAlike(one.open, open) && one.model === model)
  if (known !== undefined) return known.sight
  const sight = madeSight(model, actor, note, open)
  if (byCall === undefined) sights.set(note, [{ model, actor, open, sight }])
  else if (byCall.length < sightsMax) byCall.push({ model, actor, open, sight })
  return sight
}

type Visible = Extract<Observation, { type: 'call' | 'return' | 'result' | 'settle' }>
const isVisible = (note: Observation): note is Visible =>
  note.type === 'call' || note.type === 'return' || note.type === 'result' || note.type === 'settle'

/** Whether a return of the one looks like a return of the other. */
const isAlike = (one: OpenCall | undefined, other: OpenCall | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.op === other.op &&
    one.operation === other.operation &&
    one.isClients === other.isClients)

/** Notes are those of compiled transitions, which are the same objects each time. */
const sights = new WeakMap<Visible, { model: Model; actor: string; open: OpenCall | undefined; sight: Sight }[]>()
const sightsMax = 16

function madeSight(model: Model, actor: string, note: Visible, open: OpenCall | undefined): Sight {
  switch (note.type) {
    case 'call':
      return {
        ...nothing,
        kind: 'call',
        actor,
        isClients: isTheClient(model, actor),
        key: note.call,
        op: note.op,
        operation: note.operation ?? instanceOf(actor),
        args: note.args ?? null,
      }
    case 'return':
      return {
        ...nothing,
        kind: 'return',
        actor,
        isClients: open?.isClients ?? isTheClient(model, actor),
        key: note.call,
        op: open?.op ?? null,
        operation: open?.operation ?? null,
        ...(open === undefined ? coded(model, note.code) : returned(model, open.op, note.code)),
        ...(note.http === undefined ? {} : { http: note.http }),
        ...(note.out === undefined ? {} : { out: note.out }),
        clauses: note.clauses,
      }
    case 'result':
      return { ...nothing, kind: 'result', actor, isClients: true, operation: note.operation, n: note.n }
    case 'settle':
      return {
        ...nothing,
        kind: 'settle',
        actor,
        isClients: true,
        operation: note.operation,
        ...ended(model, note.code),
      }
  }
}

/** The naming after something was done that nobody need have seen. */
export function after(naming: Naming, sight: Sight, name: string | null = null): Naming {
  const { kind, key, op, operation, isClients } = sight
  if (kind === 'call' && key !== null) return withCall(naming, { key, op: op ?? '', name, operation, isClients })
  if (kind === 'return' && key !== null) return withoutCall(naming, key)
  if (kind === 'settle' && operation !== null)
    return { ...naming, settled: [...naming.settled, operation].sort((a, b) => a - b) }
  return naming
}

/** Whether what came back is what was seen: what was seen is there, and a flag that is not there is false. */
function comesBack(seen: Json, modelled: Json): boolean {
  if (!isObject(seen) || !isObject(modelled)) return stableJson(seen) === stableJson(modelled)
  for (const [name, value] of Object.entries(seen)) {
    const other = modelled[name]
    if (other === undefined ? value !== false : !comesBack(value, other)) return false
  }
  return Object.entries(modelled).every(
    ([name, value]) => Object.hasOwn(seen, name) || (value !== true && (!isObject(value) || comesBack({}, value))),
  )
}

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isBy = (actor: string, name: string): boolean => actor === name || actor.split('#')[0] === name

const isSameCode = (model: Model, line: ObservedLine, { code, value }: Sight): boolean =>
  code === null || value === null || isCode(model, line, code, value)

/** What a recording says about itself that matters for the comparison. */
export interface LineContext {
  /** Functions whose calls it sees: those that a client can call, and callbacks where any is in it. */
  readonly ops: ReadonlySet<string>
  readonly model: Model
  /** Names of operations that some line starts. */
  readonly started: ReadonlySet<string>
  /** Lines whose codes and contents are not compared. */
  readonly relaxed: ReadonlySet<number>
  /** Lines that nothing explains, whatever came before. */
  readonly impossible: ReadonlySet<number>
  /** For each line the end of those that may change places with it. */
  readonly ends: readonly number[]
}

/** The naming after a line of a recording that is explained by what the model does; null where it is not. */
export function explains(
  { model, started, relaxed, impossible }: LineContext,
  line: ObservedLine,
  index: number,
  sight: Sight,
  naming: Naming,
): Naming | null {
  if (line.kind !== sight.kind) return null
  if (line.actor === undefined ? !sight.isClients : !isBy(sight.actor, line.actor)) return null
  if (line.op !== undefined && line.op !== sight.op) return null
  const isRelaxed = relaxed.has(index)
  if (!isRelaxed && impossible.has(index)) return null
  if (!isRelaxed && (line.kind === 'return' || line.kind === 'settle') && !isSameCode(model, line, sight)) return null
  if (!isRelaxed && line.http !== undefined && sight.http !== undefined && line.http !== sight.http) return null
  if (!isRelaxed && line.out !== undefined && sight.out !== undefined && !comesBack(line.out, sight.out)) return null
  if (line.n !== undefined && sight.n !== null && line.n !== sight.n) return null
  for (const [name, value] of Object.entries(line.args ?? {}))
    if (!isRelaxed && sight.args !== null && !sight.pinned.includes(name) && !hasArgument(sight, name, value))
      return null
  let named = naming
  const isStarted = line.operation !== undefined && started.has(line.operation)
  if (
    line.operation !== undefined &&
    sight.operation !== null &&
    (isStarted || line.kind === 'result' || line.kind === 'settle')
  ) {
    // A name that some line starts is that of no operation before that line.
    if (isStarted && !sight.isStart && numberOf(naming, line.operation) === undefined) return null
    const next = withOperation(naming, line.operation, sight.operation)
    if (next === null) return null
    named = next
  }
  if (line.kind === 'return' && sight.key !== null) {
    const open = openCall(named, sight.key)
    if ((line.call ?? null) !== null && open?.name !== undefined && open.name !== null && open.name !== line.call)
      return null
    if (line.call !== undefined && named.calls.some((call) => call.name === line.call && call.key !== sight.key))
      return null
  }
  return after(named, sight, line.call ?? null)
}

function hasArgument({ args, isPartial = false }: Sight, name: string, value: Json): boolean {
  const found = args?.[name]
  return found === undefined ? isPartial : comesBack(value, found)
}

/** What the names in a recording say before anything is tried. */
export function contextOf(model: Model, observed: Observed, relaxed: ReadonlySet<number>): LineContext {
  const { lines } = observed
  const ops = new Set([...Object.keys(model.commands), ...lines.flatMap(({ op }) => (op === undefined ? [] : [op]))])
  const started = new Set<string>()
  for (const { kind, op = '', operation } of lines)
    if (kind === 'call' && operation !== undefined && model.commands[op]?.operation === true) started.add(operation)
  const impossible = impossibleLines(model, observed, relaxed)
  return { model, ops, started, relaxed, impossible, ends: groupEnds(observed) }
}
