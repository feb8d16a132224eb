import { readFileSync, statSync } from 'node:fs'
import { err, ok, type Result } from '#base/result.ts'
import { utf8 } from '#base/utf8.ts'
import { bytesMax } from '#formats/scenario.ts'

/** Something that the user has to change: told in one line on standard error, exit 2. */
export class BadInput extends Error {}

/** The text of a file, or of standard input for `-`. Never throws; the error names the file. */
export function readText(path: string, limit = bytesMax): Result<string> {
  const bytes = readBytes(path, limit)
  if (!bytes.ok) return bytes
  const text = utf8(bytes.value)
  return text.ok ? text : err(`${path === '-' ? 'standard input' : path}: ${text.error}`)
}

/** What is in a file, or in standard input for `-`. Never throws; the error names the file. */
export function readBytes(path: string, limit = bytesMax): Result<Buffer> {
  try {
    if (path === '-') return ok(readFileSync(0))
    const stat = statSync(path)
    if (stat.isDirectory()) return err(`${path}: is a directory; expected a file`)
    if (stat.size > limit) return err(`${path}: the file is larger than ${limit / 1024 / 1024} MiB`)
    return ok(readFileSync(path))
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'there is no such file'
        : 'it cannot be read'
    return err(`${path}: ${why}`)
  }
}

/** The value, or BadInput with the sentence, prefixed by where the input came from. */
export function must<T>(result: Result<T>, place = ''): T {
  if (result.ok) return result.value
  throw new BadInput(place === '' ? result.error : `${place}: ${result.error}`)
}
