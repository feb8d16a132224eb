/**
 * A symbol without the words that most of its family begin with: `MI_RESULT_OK` is `OK` where all begin with `MI_RESULT_`.
 * The words must be shared by at least half of the family, and something must be left.
 */
export function shortSymbol(symbol: string, family: readonly string[]): string {
  const words = symbol.split('_')
  for (let n = words.length - 1; n > 0; n--) {
    const prefix = `${words.slice(0, n).join('_')}_`
    if (family.filter((other) => other.startsWith(prefix)).length * 2 >= family.length && family.length > 1)
      return words.slice(n).join('_')
  }
  return symbol
}
