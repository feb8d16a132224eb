import { isSuccess, type Request } from './lroExchanges.ts'
import { operationName, operationsIn } from './operationJson.ts'

/** Names that operations have in a recording. A name that is given again means a new operation from then on. */
export class OperationNames {
  private readonly given = new Set<string>()
  private readonly starts = new Map<string, number>()
  /** Operations that were there before anything in the recording started them. */
  readonly before: readonly string[]

  constructor(requests: readonly Request[]) {
    for (const { body, exchange } of requests) {
      if (!isSuccess(exchange)) continue
      for (const item of operationsIn(body) ?? []) {
        const name = operationName(item)
        if (name !== null) this.given.add(name)
      }
    }
    const found = new Set<string>()
    const before = new Set<string>()
    for (const { asked, body, exchange } of requests) {
      if (!isSuccess(exchange) || asked.op === 'list') continue
      const name = asked.op === 'count' ? operationName(body) : this.canonical(asked.name)
      if (name === null) continue
      if (asked.op !== 'count' && !found.has(name)) before.add(name)
      found.add(name)
    }
    this.before = [...before]
  }

  /** The name that bodies give to what a path names: behind an unknown prefix it is the end of the path. */
  canonical(name: string): string {
    if (this.given.has(name)) return name
    for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
      const end = name.slice(at + 1)
      if (this.given.has(end)) return end
    }
    return name
  }

  /** An operation was started under this name: what it is called from now on. */
  start(name: string): string {
    this.starts.set(name, (this.starts.get(name) ?? 0) + 1)
    return this.current(name)
  }

  isStarted(name: string): boolean {
    return this.starts.has(name)
  }

  current(name: string): string {
    const times = this.starts.get(name) ?? 1
    return times === 1 ? name : `${name} (${times})`
  }
}
