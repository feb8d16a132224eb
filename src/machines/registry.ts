import { mi } from './mi/index.ts'
import type { Specification } from './specification.ts'

/** A specification before anything of its model is there. */
interface Entry {
  readonly id: string
  /** As in its document. */
  readonly title: string
  readonly family: string
  readonly load: () => Promise<Specification>
}

/**
 * Every specification, in the order in which the page shows them. A sixth is one more entry here and one more line in index.ts.
 * The first is what the page opens with and so a part of it; the others are loaded when they are asked for. Whoever imports
 * index.ts has all of them at once.
 */
export const entries: readonly Entry[] = [
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

const known = new Map<string, Specification>([[mi.document.id, mi]])

export const register = (specification: Specification): void => void known.set(specification.document.id, specification)

/** The specification, if it is there. */
export const specificationOf = (id: string): Specification | undefined => known.get(id)

/** Those that are there, in order. */
export const loadedSpecifications = (): readonly Specification[] => entries.flatMap(({ id }) => known.get(id) ?? [])

/** Loads a specification, if there is one of this name and it is not there yet. */
export async function loadSpecification(id: string): Promise<Specification | undefined> {
  const specification = known.get(id) ?? (await entries.find((entry) => entry.id === id)?.load())
  if (specification !== undefined) register(specification)
  return specification
}

export async function loadSpecifications(): Promise<void> {
  await Promise.all(entries.map(({ id }) => loadSpecification(id)))
}
