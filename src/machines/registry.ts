import { mi } from './mi/index.ts'
import type { Protocol } from './protocol.ts'

/** A specification before anything of its model is there. */
interface Head {
  readonly id: string
  /** As in its document. */
  readonly title: string
  readonly family: string
  readonly load: () => Promise<Protocol>
}

/**
 * Every specification, in the order in which the page shows them. A sixth is one more entry here and one more line in index.ts.
 * The first is what the page opens with and so a part of it; the others are loaded when they are asked for. Whoever imports
 * index.ts has all of them at once.
 */
export const heads: readonly Head[] = [
  {
    id: 'mi',
    title: 'MI_Operation_Cancel',
    family: 'Windows Management Infrastructure',
    load: () => Promise.resolve(mi),
  },
  {
    id: 'even6',
    title: 'EvtRpcCancel',
    family: 'Windows event log over RPC',
    load: () => import('./even6/index.ts').then(({ even6 }) => even6),
  },
  {
    id: 'cmrp',
    title: 'ApiCancelClusterGroupOperation',
    family: 'Failover clusters, [MS-CMRP]',
    load: () => import('./cmrp/index.ts').then(({ cmrp }) => cmrp),
  },
  {
    id: 'wws',
    title: 'WsRegisterOperationForCancel',
    family: 'Windows Web Services API',
    load: () => import('./wws/index.ts').then(({ wws }) => wws),
  },
  {
    id: 'lro',
    title: 'operations.cancel',
    family: 'google.longrunning, Vault',
    load: () => import('./lro/index.ts').then(({ lro }) => lro),
  },
]

const known = new Map<string, Protocol>([[mi.document.id, mi]])

export const register = (protocol: Protocol): void => void known.set(protocol.document.id, protocol)

/** The specification, if it is there. */
export const protocolOf = (id: string): Protocol | undefined => known.get(id)

/** Those that are there, in order. */
export const loadedProtocols = (): readonly Protocol[] => heads.flatMap(({ id }) => known.get(id) ?? [])

/** Loads a specification, if there is one of this name and it is not there yet. */
export async function loadProtocol(id: string): Promise<Protocol | undefined> {
  const protocol = known.get(id) ?? (await heads.find((head) => head.id === id)?.load())
  if (protocol !== undefined) register(protocol)
  return protocol
}

export async function loadProtocols(): Promise<void> {
  await Promise.all(heads.map(({ id }) => loadProtocol(id)))
}
