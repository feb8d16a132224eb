import type { Command, Domain, Knob, Knobs, Model, Precondition, Value } from '#kernel/model.ts'

/** Domains of knobs and arguments, and what follows from them: types, defaults, the values that a check tries. */

type DomainOf<T extends Domain['type']> = Extract<Domain, { readonly type: T }>
export interface Words<W extends string> extends DomainOf<'enum'> {
  readonly values: readonly W[]
  readonly default: W
}

/** An integer from `min` to `max`, both included. */
export const int = (min: number, max: number, byDefault: number): DomainOf<'int'> => ({
  type: 'int',
  min,
  max,
  default: byDefault,
})

/** One of the words; the first is the default. */
export const oneOf = <W extends string>(first: W, ...others: readonly W[]): Words<W> => ({
  type: 'enum',
  values: [first, ...others],
  default: first,
})

/** The number of an operation, up to `max`; operation 1 is the default. */
export const operation = (max: number): DomainOf<'int'> => ({ ...int(1, max, 1), counts: 'operations' })

/** Words of which some make sense only after a command. */
export const inPlace = <D extends DomainOf<'enum'>>(domain: D, after: Readonly<Record<string, Precondition>>): D => ({
  ...domain,
  after,
})

export const flag = (byDefault: boolean): DomainOf<'bool'> => ({ type: 'bool', default: byDefault })

/** The values of a domain, as a type: a number, a boolean, or the words that there are. */
type ValueIn<D extends Domain> =
  D extends Words<infer W> ? W : D extends DomainOf<'int'> ? number : D extends DomainOf<'bool'> ? boolean : string

type Domains = Readonly<Record<string, Domain>>
export type KnobTable = Readonly<Record<string, Knob>>
export type CommandTable = Readonly<Record<string, Command>>

/** The knobs of a specification with their values, as its machines see them. */
export type KnobsOf<T extends KnobTable> = { readonly [N in keyof T]: ValueIn<T[N]['domain']> }

/** The names of those commands that are calls of the client. */
export type CallsIn<T extends CommandTable> = {
  [N in keyof T]: T[N] extends { readonly kind: 'call' } ? N : never
}[keyof T]

/** The arguments of one of the commands, all of them filled in. */
export type ArgsOf<T extends CommandTable, N extends keyof T> = {
  readonly [A in keyof T[N]['args']]: T[N]['args'][A] extends Domain ? ValueIn<T[N]['args'][A]> : never
}

/** The events with which some of the commands reach a machine: name, arguments, `call`, and the operation that is started. */
export type CommandOf<T extends CommandTable, N extends keyof T & string> = {
  [Name in N]: { readonly type: Name; readonly call: string; readonly by?: string } & ArgsOf<T, Name> &
    (T[Name] extends { readonly operation: true } ? { readonly operation: number } : unknown)
}[N]

/** Codes of a specification; `other` stands for those that its documents do not name. */
export type CodeList<C extends string> = readonly (C | 'other')[]
/** Of each call of the client, and of the calls that a machine makes by itself, the codes that it can return. */
export type ReturnTable<T extends CommandTable, C extends string> = Readonly<
  Record<CallsIn<T>, CodeList<C>> & Record<string, CodeList<C>>
>

/** Every value of a domain that is no number; the default comes first. */
function valuesOf(domain: Domain): readonly Value[] {
  switch (domain.type) {
    case 'enum':
      return domain.values
    case 'bool':
      return [domain.default, !domain.default]
    case 'int':
      return []
  }
}

/** What an exhaustive check tries: every value of the knobs that are named; without names, of all that are no numbers. */
export function everyValue<T extends KnobTable>(
  knobs: T,
  ...names: readonly (keyof T & string)[]
): Readonly<Record<string, readonly Value[]>> {
  const values = Object.entries(knobs).map(([name, { domain }]) => [name, valuesOf(domain)] as const)
  return Object.fromEntries(
    values.filter(([name, all]) => (names.length === 0 ? all.length > 0 : names.includes(name))),
  )
}

/** The defaults of a command's arguments. */
export function defaults(domains: Domains): Record<string, Value> {
  return Object.fromEntries(Object.entries(domains).map(([name, domain]) => [name, domain.default]))
}

/** The defaults of a model's knobs. */
export const knobDefaults = (model: Model): Knobs =>
  Object.fromEntries(Object.entries(model.knobs).map(([name, knob]) => [name, knob.domain.default]))
