import type { Domain, Knobs, Model, Value } from '#kernel/model.ts'

/** Short forms for the domains of knobs and arguments. */

/** An integer from `min` to `max`, both included. */
export const int = (min: number, max: number, byDefault: number): Domain => ({
  type: 'int',
  min,
  max,
  default: byDefault,
})

/** One of the words; the first is the default. */
export const oneOf = (first: string, ...others: readonly string[]): Domain => ({
  type: 'enum',
  values: [first, ...others],
  default: first,
})

export const flag = (byDefault: boolean): Domain => ({ type: 'bool', default: byDefault })

/** The defaults of a command's arguments. */
export function defaults(domains: Readonly<Record<string, Domain>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(domains).map(([name, domain]) => [name, domain.default]))
}

/** The defaults of a model's knobs. */
export const knobDefaults = (model: Model): Knobs =>
  Object.fromEntries(Object.entries(model.knobs).map(([name, knob]) => [name, knob.domain.default]))
