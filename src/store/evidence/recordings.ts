import { entries } from '#machines/registry.ts'

/** A recording of a real system that comes with the page. */
export interface BuiltInRecording {
  /** `lro/gax-cancel-honoured`: as a link names it. */
  readonly id: string
  readonly spec: string
  readonly name: string
  /** Name of its file, which says what it is. */
  readonly file: string
  readonly load: () => Promise<string>
}

const files = import.meta.glob<string>('../../machines/*/recordings/*.{har,jsonl}', {
  query: '?raw',
  import: 'default',
})

const orderOf = (spec: string): number => entries.findIndex(({ id }) => id === spec)

/** All of them, by specification and name. */
export const builtInRecordings: readonly BuiltInRecording[] = Object.entries(files)
  .flatMap(([path, load]): BuiltInRecording[] => {
    const [, spec, file] = /machines\/(\w+)\/recordings\/(.+)$/.exec(path) ?? []
    if (spec === undefined || file === undefined) return []
    const name = file.replace(/\.\w+$/, '')
    return [{ id: `${spec}/${name}`, spec, name, file, load }]
  })
  .sort((a, b) => orderOf(a.spec) - orderOf(b.spec) || a.name.localeCompare(b.name))

export const builtInRecording = (id: string): BuiltInRecording | undefined =>
  builtInRecordings.find((recording) => recording.id === id)
