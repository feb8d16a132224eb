import { err, ok, type Result } from './result.ts'

/** The text that bytes stand for, or a sentence: no sign is made up for what is none. A mark of the order of bytes is left out. */
export function utf8(bytes: Uint8Array): Result<string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return err('the file is not text in UTF-8')
  }
}
