import { diffSpecs, type ChangedMember, type VersionChange, type VersionDiff } from '#formats/specsDiff.ts'
import { describedWithStatements } from '#formats/specsStatements.ts'
import { checkSpecs, parseSpecs, type DescribedSpecs } from '#formats/specsFile.ts'
import { BadInput, must, readText } from './input.ts'
import { optionsOf } from './options.ts'

const signs: Readonly<Record<VersionChange['kind'], string>> = { added: '+', removed: '-', changed: '~' }

function memberLines({ name, before, after }: ChangedMember): string[] {
  return [
    ...(before === null ? [] : [`      - ${name}: ${before}`]),
    ...(after === null ? [] : [`      + ${name}: ${after}`]),
  ]
}

const linesOf = ({ part, id, kind, members }: VersionChange): string[] => [
  `  ${signs[kind]} ${part} ${id}`,
  ...members.flatMap(memberLines),
]

function table({ changes, unstated }: VersionDiff): string[] {
  const specs = [...new Set(changes.map(({ spec }) => spec))]
  return [
    ...specs.flatMap((spec) => [spec, ...changes.filter((change) => change.spec === spec).flatMap(linesOf), '']),
    ...unstated.map((spec) => `${spec}: only one of the two has statements; their verdicts are not compared`),
    ...(changes.length === 0 ? ['Nothing has changed.'] : []),
  ]
}

async function present(): Promise<DescribedSpecs> {
  // What is there is read as a file would be, so that both sides have the same form.
  return must(checkSpecs(JSON.parse(JSON.stringify({ specs: await describedWithStatements() }))))
}

const saved = (path: string): DescribedSpecs => must(parseSpecs(must(readText(path))), path)

/** `diff OLD [NEW] [--json]`: exit 1 where anything has changed. */
export async function diff(
  args: readonly string[],
): Promise<{ readonly lines: readonly string[]; readonly violated: boolean }> {
  const { values, files } = optionsOf('diff', args, { json: { type: 'boolean' } })
  const [old, now, ...others] = files
  if (old === undefined || others.length > 0)
    throw new BadInput('diff: expected one saved "specs --json", or two: the older one first')
  const found = diffSpecs(saved(old), now === undefined ? await present() : saved(now))
  const violated = found.changes.length > 0
  return { lines: values['json'] === true ? [JSON.stringify(found)] : table(found), violated }
}
