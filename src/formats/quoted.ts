/** Control characters, marks that change the direction of text or show nothing, and line ends that JSON leaves as they are. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const escaped = (text: string): string =>
  text.replaceAll(unseen, (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)

/** A value as JSON; one that is nested too deeply for that is told by its type. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    return `${typeof value} that is nested too deeply`
  }
}

/** A value as it is quoted in a message: short, on one line, without marks that rearrange the text around it. */
export function quoted(value: unknown): string {
  const text = value === undefined ? 'nothing' : jsonOf(value)
  return escaped(text.length > 60 ? `${text.slice(0, 57)}...` : text)
}

/** A message on one line of bounded length, whatever names from outside are in it. */
export const oneLine = (text: string): string => escaped(text.length > 400 ? `${text.slice(0, 397)}...` : text)
