/** Thirteen hexadecimal digits that tell one text from another; not for secrets. Two rounds of FNV-1a that begin differently. */
export function hashOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ (code + i), 0x85ebca6b)
  }
  return `${(a >>> 0).toString(16).padStart(8, '0')}${(b >>> 12).toString(16).padStart(5, '0')}`
}
