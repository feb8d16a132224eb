import { performance } from 'node:perf_hooks'

/** Milliseconds that the work takes: the median of some rounds, after one that does not count. */
export function medianTime(rounds: number, work: () => void): number {
  work()
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return times[Math.floor(rounds / 2)] ?? 0
}

export const perSecond = (count: number, milliseconds: number): number => (count * 1000) / milliseconds

/** 1234567 as `1,234,567`. */
export const figure = (n: number): string => Math.round(n).toLocaleString('en')

/** Lines of a table whose columns are as wide as they need; numbers to the right. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map(
    (row) =>
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`,
  )
}
