/** What is left of the time of a clause, in seconds, as "4:05", or as "+0:30" what is beyond it. */
export function timeLeft(seconds: number): string {
  const all = Math.abs(Math.round(seconds))
  const rest = String(all % 60).padStart(2, '0')
  return `${seconds < 0 ? '+' : ''}${Math.floor(all / 60)}:${rest}`
}
