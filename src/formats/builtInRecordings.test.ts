import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { specificationOf } from '#machines/index.ts'
import { observationLines } from './observation.ts'
import { finish, type Opened } from './opened.ts'
import { openRecording } from './recognise.ts'

const folderOf = (id: string): string => join(import.meta.dirname, '..', 'machines', id, 'recordings')
const filesOf = (id: string): readonly (readonly [string, string])[] =>
  readdirSync(folderOf(id)).map((file) => [file, join(folderOf(id), file)] as const)

function opened(file: string, path: string): Opened {
  const read = finish(openRecording(new Uint8Array(readFileSync(path)), { name: file }))
  return ensure(read.ok ? read.value : null, `${file} opens: ${read.ok ? '' : read.error}`)
}

/** Everything that was read, a line each, before it the place in the file where it is seen. */
function written({ observation, places, ...rest }: Opened): string {
  const [header = '', ...lines] = observationLines(observation)
  const seen = lines.map((line, i) => `${String(places[i] ?? 'inferred')}\t${line}`)
  return `${[header, JSON.stringify(rest), ...seen].join('\n')}\n`
}

describe('the observation of a built-in recording', () => {
  it('is there for all of them', () => {
    expect([filesOf('lro').length, filesOf('mi').length]).toEqual([9, 17])
  })

  it.each([...filesOf('lro'), ...filesOf('mi')])('%s', async (file, path) => {
    await expect(written(opened(file, path))).toMatchFileSnapshot(
      join(import.meta.dirname, 'testdata', 'observed', `${file.replace(/\.\w+$/, '')}.txt`),
    )
  })

  it('has the names that the model has', () => {
    const strange = [...filesOf('lro'), ...filesOf('mi')].flatMap(([file, path]) => {
      const { spec, lines } = opened(file, path).observation
      const { model } = ensure(specificationOf(spec), 'it is registered')
      return lines.flatMap(({ op, args = {}, code }) => {
        const command = op === undefined ? undefined : model.commands[op]
        const isIn = ([name, value]: readonly [string, unknown]): boolean => {
          const domain = command?.args[name]
          return domain?.type === 'enum' && domain.values.some((known) => known === value)
        }
        return [
          ...(op !== undefined && command === undefined ? [`${file}: op ${op}`] : []),
          ...(code !== undefined && model.codes[code] === undefined ? [`${file}: code ${code}`] : []),
          ...Object.entries(args).flatMap((arg) =>
            isIn(arg) ? [] : [`${file}: ${String(op)} ${JSON.stringify(arg)}`],
          ),
        ]
      })
    })

    // What the model does not have: classes that are unknown, and a close under another identity.
    expect(strange).toEqual(['failed-op.jsonl: code MI_RESULT_INVALID_CLASS'])
  })
})
