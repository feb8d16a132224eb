import type { GroupState, Resources } from './messages.ts'

/**
 * The state of a group as it follows from its resources (3.1.4.2.46): failed outweighs pending, pending outweighs partly
 * online, and only then it is all or nothing. Both resources of the model are top-level ones.
 */
export function groupState({ disk, application }: Resources): GroupState {
  const states = [disk, application]
  if (states.includes('Failed')) return 'ClusterGroupFailed'
  if (states.some((state) => state === 'OnlinePending' || state === 'OfflinePending')) return 'ClusterGroupPending'
  const online = states.filter((state) => state === 'Online').length
  if (online === 0) return 'ClusterGroupOffline'
  return online === states.length ? 'ClusterGroupOnline' : 'ClusterGroupPartialOnline'
}

/** What a move does to the resources, step by step. In each of these some resource is pending: so is the group. */
export const resources = {
  atRest: { disk: 'Online', application: 'Online' },
  /** Waiting in the queue, where the server parks a resource so that the group is seen to be busy (CH-01). */
  parked: { disk: 'Online', application: 'OfflinePending' },
  goingOffline: { disk: 'OfflinePending', application: 'OfflinePending' },
  /** The new owner has the disk first; the application waits for it. */
  changingOwner: { disk: 'OnlinePending', application: 'Offline' },
  goingOnline: { disk: 'Online', application: 'OnlinePending' },
  goingBack: { disk: 'OnlinePending', application: 'OnlinePending' },
} as const satisfies Readonly<Record<string, Resources>>
export type ResourcesStep = keyof typeof resources
