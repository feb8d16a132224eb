import { cmrp } from './cmrp/index.ts'
import { even6 } from './even6/index.ts'
import { lro } from './lro/index.ts'
import { mi } from './mi/index.ts'
import type { Protocol } from './protocol.ts'
import { wws } from './wws/index.ts'

/** Every specification, in the order in which the page shows them. A sixth is one more line here. */
export const protocols: readonly Protocol[] = [mi, even6, cmrp, wws, lro]

export const protocolOf = (id: string): Protocol | undefined => protocols.find((protocol) => protocol.document.id === id)
