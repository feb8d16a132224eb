import { saysAnything, type Command, type Domain, type Model, type Value } from '#kernel/model.ts'
import type { ObservedLine } from '#kernel/observed.ts'
import { numberOf, type Naming } from './naming.ts'
import { instanceOf } from './sight.ts'
import { recordedMax, type Recorded } from './recorded.ts'

/** A command that may be what a line shows, or that nobody need have seen. */
export interface Candidate {
  readonly do: string
  readonly command: Command
  readonly args: Readonly<Record<string, Value>>
  readonly by: string | undefined
  /** Arguments that the line says. */
  readonly pinned: readonly string[]
  /** Arguments that the line does not say, and that are not as usual. */
  readonly isUnusual: boolean
}

/** Combinations of arguments that are tried for one line. */
const combinationsMax = 400

const accepts = (domain: Domain, value: unknown): value is Value =>
  domain.type === 'enum'
    ? domain.values.some((known) => known === value)
    : domain.type === 'bool'
      ? typeof value === 'boolean'
      : typeof value === 'number' && Number.isSafeInteger(value) && value >= domain.min && value <= domain.max

type Int = Extract<Domain, { type: 'int' }>

interface Choice {
  readonly value: Value
  readonly isUnusual: boolean
}
const usual = (value: Value): Choice => ({ value, isUnusual: false })

/** Operations by number, the newest first; behind them one that was not started. */
function operationsFor({ min, max }: Int, naming: Naming, line: ObservedLine | null): Choice[] {
  const none = Math.min(max, naming.operations + 1)
  const name = line?.operation
  if (name !== undefined) return [usual(numberOf(naming, name) ?? none)]
  // Whoever does it may be there for one operation.
  const own = instanceOf(line?.actor ?? '')
  if (own !== null && own >= min && own <= max) return [usual(own)]
  return Array.from({ length: Math.min(none, 8) }, (_, i) => none - i).map((number) => ({
    value: number,
    isUnusual: number < naming.operations,
  }))
}

/**
 * How many results the operation has that a line starts, where the operations of a recording differ in that: as many as were seen of
 * it, and where it did not come to its end by itself, maybe one that was still to come.
 */
function resultsFor({ default: asSet }: Int, { operations, counts, given }: Recorded, name: string): Choice[] {
  const shown = operations.get(name)
  if (counts === 'equal' || shown === undefined || shown.results >= recordedMax) return [usual(asSet)]
  const { results, isWhole } = shown
  if (given !== null && (isWhole ? results === given : results <= given)) return [usual(asSet)]
  if (results > 0) return [...(isWhole ? [] : [usual(results + 1)]), usual(results)]
  return [usual(asSet), ...(isWhole || counts !== 'someNone' ? [] : [usual(1)])]
}

/** The argument that names an operation: where a recording gives the name of one that was started, it is as usual. */
const nameArgument = 'name'

/** A number that the line has, under a name of the document's own; else as usual, or one of those that are treated otherwise. */
function numbersFor(domain: Int, line: ObservedLine | null): Choice[] {
  const said = Object.values(line?.args ?? {}).filter((value): value is number => accepts(domain, value))
  const others = (domain.likewise ?? []).filter((value) => !said.includes(value))
  return [
    ...[...new Set(said)].map(usual),
    ...(said.includes(domain.default) ? [] : [usual(domain.default)]),
    ...others.map((value) => ({ value, isUnusual: true })),
  ]
}

function othersOf(domain: Domain): readonly Value[] {
  if (domain.type === 'enum') return domain.values
  return domain.type === 'bool' ? [false, true] : []
}

function choicesFor(
  name: string,
  domain: Domain,
  line: ObservedLine | null,
  naming: Naming,
  recorded: Recorded,
): readonly Choice[] {
  const said = line?.args !== undefined && Object.hasOwn(line.args, name) ? line.args[name] : undefined
  if (accepts(domain, said)) return [usual(said)]
  if (domain.type === 'int' && domain.counts === 'results') return resultsFor(domain, recorded, line?.operation ?? '')
  if (domain.type === 'int' && domain.counts === 'operations') return operationsFor(domain, naming, line)
  if (domain.type === 'int') return numbersFor(domain, line)
  const isNamed =
    name === nameArgument && line?.operation !== undefined && numberOf(naming, line.operation) !== undefined
  return [
    usual(domain.default),
    ...(isNamed ? [] : othersOf(domain))
      .filter((value) => value !== domain.default)
      .map((value) => ({ value, isUnusual: true })),
  ]
}

interface Combination {
  readonly args: Readonly<Record<string, Value>>
  /** How many of them are not as usual. */
  readonly unusual: number
}

function combinations(command: Command, line: ObservedLine | null, naming: Naming, recorded: Recorded): Combination[] {
  let all: readonly Combination[] = [{ args: {}, unusual: 0 }]
  for (const [name, domain] of Object.entries(command.args))
    all = choicesFor(name, domain, line, naming, recorded)
      .flatMap((choice) =>
        all.map(({ args, unusual }) => ({
          args: { ...args, [name]: choice.value },
          unusual: unusual + Number(choice.isUnusual),
        })),
      )
      .slice(0, combinationsMax)
  const byText = new Map<string, Combination>()
  for (const { args, unusual } of all) {
    const meant = Object.fromEntries(
      Object.entries(args).map(([name, value]) => [name, meantBy(command, name, args, value)]),
    )
    const text = JSON.stringify(meant)
    byText.set(text, { args: meant, unusual: Math.min(unusual, byText.get(text)?.unusual ?? Infinity) })
  }
  return [...byText.values()]
}

/** An argument that says nothing with the others is as usual. */
function meantBy(command: Command, name: string, args: Readonly<Record<string, Value>>, value: Value): Value {
  const domain = command.args[name]
  return domain === undefined || saysAnything(domain, args) ? value : domain.default
}

const isCall = (command: Command, args: Readonly<Record<string, Value>>): boolean =>
  command.isCall?.(args) ?? command.kind === 'call'

/** The commands that a line can be. */
export function candidatesFor(model: Model, line: ObservedLine, naming: Naming, recorded: Recorded): Candidate[] {
  const name = line.op ?? ''
  const command = Object.hasOwn(model.commands, name) ? model.commands[name] : undefined
  if (line.kind !== 'call' || command === undefined) return []
  const actors = [undefined, ...(line.actor === undefined ? [] : (command.actors ?? []))]
  const pinned = Object.entries(command.args).flatMap(([arg, domain]) =>
    accepts(domain, line.args?.[arg]) ? [arg] : [],
  )
  // Under names of the document's own it may say anything of one of the command's arguments.
  const isToldOtherwise =
    pinned.length === 0 && Object.keys(line.args ?? {}).some((arg) => !Object.hasOwn(command.args, arg))
  return actors.flatMap((by) =>
    combinations(command, line, naming, recorded)
      // What the line says may be that its call is made later on, as inside a callback.
      .filter(({ args, unusual }) => isCall(command, args) || (pinned.length > 0 && unusual === 0))
      .map(({ args, unusual }) => ({
        do: name,
        command,
        by,
        pinned,
        args,
        isUnusual: unusual > (isToldOtherwise ? 1 : 0),
      })),
  )
}

/** Ways of giving a command of which no call is seen at once: it is made later on, as inside a callback, or never. */
function withoutCall(
  name: string,
  command: Command,
  line: ObservedLine | null,
  naming: Naming,
  recorded: Recorded,
): Candidate[] {
  const usualArgs = combinations(command, line, naming, recorded).filter(
    ({ args, unusual }) => unusual === 0 && isCall(command, args),
  )
  return usualArgs.flatMap(({ args }) =>
    Object.entries(command.args).flatMap(([arg, domain]) =>
      othersOf(domain).flatMap((value) => {
        const other = { ...args, [arg]: value }
        return isCall(command, other)
          ? []
          : [{ do: name, command, by: undefined, pinned: [], args: other, isUnusual: true }]
      }),
    ),
  )
}

/** Calls that are still to come in a recording. */
export interface CallsAhead {
  /** The line of the next. */
  readonly next: ObservedLine | undefined
  /** Functions of which there are any. */
  readonly ops: ReadonlySet<string>
}

/**
 * A command that makes somebody answer with a code is tried with the codes that the recording has, with the usual one where it has
 * none, and with what is no code.
 */
function isSeen(model: Model, domain: Domain | undefined, value: Value, { codes }: Recorded): boolean {
  if (domain?.type !== 'enum' || domain.ends === true) return true
  const isCode = (known: string): boolean => Object.hasOwn(model.codes, known)
  if (!domain.values.some(isCode) || !isCode(String(value))) return true
  return codes.has(String(value)) || (value === domain.default && !domain.values.some((known) => codes.has(known)))
}

/** What a command that nobody need have seen does to the end of an operation. */
type Ending = 'none' | 'expected' | 'surprising' | 'impossible'

/**
 * A command that ends an operation is tried with the end that is shown of it; where none is shown, it matters little with which. That it
 * ended so is no surprise where nobody asked to cancel it: what else could have done it?
 */
function endingOf(
  { codes }: Model,
  { args: domains }: Command,
  args: Readonly<Record<string, Value>>,
  { numbers, settled }: Naming,
  recorded: Recorded,
): Ending {
  const [arg, domain] = Object.entries(domains).find(([, each]) => each.type === 'enum' && each.ends === true) ?? []
  if (arg === undefined || domain === undefined) return 'none'
  const [meant = ''] = Object.entries(domains).find(([, each]) => isOperation(each)) ?? []
  const name = numbers.find(([, number]) => number === args[meant])?.[0]
  const { ends = new Set(), isCancelled = false } = recorded.operations.get(name ?? '') ?? {}
  const value = String(args[arg])
  if (ends.size === 0) return value === domain.default || !Object.hasOwn(codes, value) ? 'surprising' : 'impossible'
  if (!ends.has(value) || settled.includes(Number(args[meant]))) return 'impossible'
  return isCancelled ? 'surprising' : 'expected'
}

const isOperation = (domain: Domain): boolean => domain.type === 'int' && domain.counts === 'operations'

/** Whether an operation that a command means is there. */
const isThere = (command: Command, args: Readonly<Record<string, Value>>, { operations }: Naming): boolean =>
  Object.entries(command.args).every(([arg, domain]) => !isOperation(domain) || Number(args[arg]) <= operations)

/**
 * The commands that nobody need have seen: what is done to the client and to the world, what asks for the client's next call, or for
 * none, and, where calls were not seen, any. Another client is there only where a line shows it: it could explain too much.
 */
export function hiddenCandidates(
  model: Model,
  naming: Naming,
  seesCalls: boolean,
  { next, ops }: CallsAhead,
  recorded: Recorded,
): Candidate[] {
  return Object.entries(model.commands).flatMap(([name, command]) => {
    if (command.kind === 'call' && seesCalls) {
      if (next?.op === name) return withoutCall(name, command, next, naming, recorded)
      return ops.has(name) ? [] : withoutCall(name, command, null, naming, recorded)
    }
    return combinations(command, null, naming, recorded)
      .filter(({ args, unusual }) => command.kind !== 'call' || (unusual === 0 && isCall(command, args)))
      .filter(({ args }) => command.kind === 'call' || isThere(command, args, naming))
      .filter(({ args }) => ['none', 'surprising'].includes(endingOf(model, command, args, naming, recorded)))
      .filter(({ args }) =>
        Object.entries(args).every(([arg, value]) => isSeen(model, command.args[arg], value, recorded)),
      )
      .map(({ args, unusual }) => ({ do: name, command, by: undefined, pinned: [], args, isUnusual: unusual > 0 }))
  })
}

/** Commands by which operations come to the ends that are shown of them: nobody saw them, and they are no surprise. */
export const expectedCandidates = (model: Model, naming: Naming, recorded: Recorded): Candidate[] =>
  Object.entries(model.commands).flatMap(([name, command]) =>
    command.kind === 'call'
      ? []
      : combinations(command, null, naming, recorded)
          .filter(({ args }) => isThere(command, args, naming))
          .filter(({ args }) => endingOf(model, command, args, naming, recorded) === 'expected')
          .map(({ args, unusual }) => ({ do: name, command, by: undefined, pinned: [], args, isUnusual: unusual > 0 })),
  )
