import { parseArgs, type ParseArgsConfig } from 'node:util'
import { BadInput } from './input.ts'

type Options = NonNullable<ParseArgsConfig['options']>
export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly files: readonly string[]
}

/** Options and files of a verb; an unknown option is bad input. */
export function optionsOf(verb: string, args: readonly string[], options: Options): Parsed {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return { values: values as Parsed['values'], files: positionals }
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('.')[0] ?? '') : ''
    throw new BadInput(`${verb}: ${why.charAt(0).toLowerCase()}${why.slice(1)}`)
  }
}

/** An integer option from 0, or undefined where it was not given. */
export function integerOption(name: string, value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (typeof value !== 'string' || !/^\d+$/.test(value) || !Number.isSafeInteger(number))
    throw new BadInput(`--${name}: expected an integer from 0, found "${String(value)}"`)
  return number
}
