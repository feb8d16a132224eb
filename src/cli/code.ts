import { lookUp, type CodeMeaning } from '#analysis/lookup.ts'
import { shortestRun } from '#analysis/shortestRun.ts'
import { ensure } from '#base/assert.ts'
import { scenarioFile } from '#formats/scenario.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { BadInput, must, readText } from './input.ts'
import { optionsOf } from './options.ts'

interface Told extends CodeMeaning {
  readonly duties: readonly string[]
  /** The shortest run that comes to it, as its file would hold it. */
  readonly run: Record<string, unknown> | null
}

function told(meaning: CodeMeaning): Told {
  const specification = ensure(specificationOf(meaning.spec), 'a meaning names a specification')
  const { code } = meaning
  const scenario = code === null ? null : shortestRun(specification, code)
  return {
    ...meaning,
    duties: specification.duties.map(({ says }) => says),
    run: scenario === null ? null : scenarioFile(specification.model, scenario),
  }
}

function linesOf({
  name,
  value,
  family,
  kind,
  spec,
  code,
  means,
  evidence,
  definedIn,
  advice,
  duties,
  run,
}: Told): string[] {
  const number = value === '' ? '' : ` (${value})`
  const near = kind === 'own' ? '' : `; next to ${spec}${code === null ? '' : `, where ${code} stands for it`}`
  return [
    `${name}${number}: ${family}${near}`,
    ...(definedIn === null ? [] : [`  from:  ${definedIn}`]),
    `  means: ${means} (${evidence.kind}: ${evidence.source})`,
    `  then:  ${advice ?? `${duties.join('. ')}.`}`,
    ...(run === null ? [] : [`  run:   ${JSON.stringify(run)}`]),
  ]
}

/** `code VALUE [--json]`; `-` reads a log line from standard input. Exit 1 where nothing is known of it. */
export function code(args: readonly string[]): { readonly lines: readonly string[]; readonly violated: boolean } {
  // A negative number is a value, not an option.
  const isJson = args.includes('--json')
  const words = args.filter((arg) => arg !== '--json')
  const option = words.find((word) => /^--?[a-z]/i.test(word))
  if (option !== undefined) optionsOf('code', [option], { json: { type: 'boolean' } })
  if (words.length === 0) throw new BadInput('code: expected a number, a name or a line of a log')
  const input = words.length === 1 && words[0] === '-' ? must(readText('-')) : words.join(' ')
  const { found, meanings } = lookUp(specifications, input)
  const all = meanings.map(told)
  if (isJson) return { lines: [JSON.stringify({ input, found, meanings: all })], violated: all.length === 0 }
  if (all.length === 0)
    return { lines: [`${found.slice(0, 80)}: unknown; no specification here has such a code`], violated: true }
  return { lines: all.flatMap(linesOf), violated: false }
}
