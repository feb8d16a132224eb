import { even6 } from './even6/index.ts'
import { lro } from './lro/index.ts'
import type { Protocol } from './protocol.ts'

/** Every specification, in the order in which the page shows them. A sixth is one more line here. */
export const protocols: readonly Protocol[] = [even6, lro]

export const protocolOf = (id: string): Protocol | undefined => protocols.find((protocol) => protocol.document.id === id)
