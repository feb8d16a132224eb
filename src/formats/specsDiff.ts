import { stableJson } from '#base/json.ts'
import type { DescribedSpec, DescribedSpecs } from './specsFile.ts'

/** What a version of a specification consists of. */
export const parts = ['specification', 'clause', 'question', 'knob', 'command', 'code', 'statement'] as const
export type Part = (typeof parts)[number]

/** One member of it, in words: before and after; null: there was or is none. */
export interface ChangedMember {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

export interface VersionChange {
  readonly spec: string
  readonly part: Part
  readonly id: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** Of what is changed only the members that are. */
  readonly members: readonly ChangedMember[]
}

export interface VersionDiff {
  readonly changes: readonly VersionChange[]
  /** Specifications of which one side has no statements, so that their verdicts cannot be compared. */
  readonly unstated: readonly string[]
}

type Members = Readonly<Record<string, unknown>>
type Things = Readonly<Record<string, Members>>

const inWords = (value: unknown): string | null =>
  value === undefined
    ? null
    : typeof value === 'string'
      ? value
      : Array.isArray(value) && value.every((each) => typeof each === 'string')
        ? value.join(', ')
        : stableJson(value)

/** Of a code what it stands for and what it means. */
const codesOf = ({ codes, meanings }: DescribedSpec): Things =>
  Object.fromEntries(
    Object.entries(codes).map(([code, value]) => [
      code,
      { value, ...(meanings[code] === undefined ? {} : { means: meanings[code] }) },
    ]),
  )

const thingsOf: Readonly<Record<Exclude<Part, 'specification'>, (of: DescribedSpec) => Things>> = {
  clause: ({ clauses }) => clauses,
  question: ({ holes }) => holes,
  knob: ({ knobs }) => knobs,
  command: ({ commands }) => commands,
  code: codesOf,
  statement: ({ statements = {} }) => statements,
}

function membersOf(before: Members, after: Members): ChangedMember[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name) => {
    const member = { name, before: inWords(before[name]), after: inWords(after[name]) }
    return member.before === member.after ? [] : [member]
  })
}

function changesOf(spec: string, part: Part, before: Things, after: Things): VersionChange[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return ids.flatMap((id): VersionChange[] => {
    const [old, now] = [before[id], after[id]]
    const members = membersOf(old ?? {}, now ?? {})
    if (old === undefined) return [{ spec, part, id, kind: 'added', members }]
    if (now === undefined) return [{ spec, part, id, kind: 'removed', members }]
    return members.length === 0 ? [] : [{ spec, part, id, kind: 'changed', members }]
  })
}

const isStated = (of: DescribedSpec | undefined): boolean => of?.statements !== undefined

/** What has changed from one version of the specifications to another, specification by specification. Pure. */
export function diffSpecs(before: DescribedSpecs, after: DescribedSpecs): VersionDiff {
  const specs = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  const changes = specs.flatMap((spec): VersionChange[] => {
    const [old, now] = [before[spec], after[spec]]
    const title = ({ title: name }: DescribedSpec): Things => ({ [spec]: { title: name } })
    const itself = changesOf(
      spec,
      'specification',
      old === undefined ? {} : title(old),
      now === undefined ? {} : title(now),
    )
    if (old === undefined || now === undefined) return itself
    return [
      ...itself,
      ...parts.flatMap((part) =>
        part === 'specification' || (part === 'statement' && (!isStated(old) || !isStated(now)))
          ? []
          : changesOf(spec, part, thingsOf[part](old), thingsOf[part](now)),
      ),
    ]
  })
  const unstated = specs.filter(
    (spec) =>
      before[spec] !== undefined && after[spec] !== undefined && isStated(before[spec]) !== isStated(after[spec]),
  )
  return { changes, unstated }
}
