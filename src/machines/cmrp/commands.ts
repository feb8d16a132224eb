import { inPlace, int, oneOf, type CommandOf, type CommandTable } from '../domains.ts'

/** A second client has a handle and a connection of its own. */
const byAnybody = {
  actors: ['other'],
  to: (_args: unknown, _operations: number, by?: string): string => by ?? 'client',
} as const

export const commands = {
  openGroup: {
    kind: 'call',
    title: 'Open the group',
    says: 'Gets a handle of the group, with full access or for reading only; the two older methods, of which one makes the group, always give full access.',
    args: {
      access: oneOf('all', 'read'),
      method: oneOf('ApiOpenGroupEx', 'ApiOpenGroup', 'ApiCreateGroup'),
    },
    ...byAnybody,
  },
  closeGroup: {
    kind: 'call',
    title: 'Close the group',
    says: 'Gives the handle back; a move goes on.',
    args: {},
    ...byAnybody,
  },
  getGroupState: {
    kind: 'call',
    title: 'Ask for the state',
    says: 'Looks at the group once, besides the notifications.',
    args: {},
    ...byAnybody,
  },
  moveGroupEx: {
    kind: 'call',
    title: 'Move the group',
    says: 'Starts a move to another node; flag 4 lets it wait in the queue while policy blocks it.',
    // Not queued; queued, though it ignores what it would wait for; a live migration.
    args: { flags: { ...int(0, 63, 4), likewise: [0, 5, 14] } },
    operation: true,
    ...byAnybody,
  },
  cancel: {
    kind: 'call',
    title: 'Cancel the move',
    says: 'Asks the cluster to call off whatever move the group is in.',
    args: {
      flags: { ...int(0, 4294967295, 0), likewise: [1] },
      handle: inPlace(oneOf('group', 'closed', 'forged'), { closed: { do: 'closeGroup' } }),
    },
    ...byAnybody,
  },
  policyBlocks: {
    kind: 'environment',
    title: 'Policy blocks moves',
    says: 'The cluster lets no move begin.',
    args: {},
    to: () => 'group',
  },
  policyAllows: {
    kind: 'environment',
    title: 'Policy allows moves',
    says: 'Moves may begin again; one that waits finds out at its next try.',
    args: {},
    to: () => 'group',
  },
  resourceFails: {
    kind: 'fault',
    title: 'A resource fails',
    says: 'The application of the group fails; a move goes on.',
    args: {},
    to: () => 'group',
  },
  resourceHangs: {
    kind: 'fault',
    title: 'A resource hangs',
    says: 'The application stops answering: where it has to go offline or come online it stays pending, and the move waits for it.',
    args: {},
    to: () => 'group',
  },
  resourceAnswers: {
    kind: 'environment',
    title: 'The resource answers again',
    says: 'The application does what it was told to do, and whatever waited for it goes on.',
    args: {},
    to: () => 'group',
  },
  nodeReadOnly: {
    kind: 'fault',
    title: 'Node becomes read-only',
    says: 'The node takes no call that changes anything.',
    args: {},
    to: () => 'node',
  },
  nodeReadWrite: {
    kind: 'fault',
    title: 'Node becomes read/write',
    says: 'The node takes all calls again.',
    args: {},
    to: () => 'node',
  },
  nodeShutsDown: {
    kind: 'fault',
    title: 'Node shuts down',
    says: 'The node leaves the cluster and refuses every call from now on.',
    args: {},
    to: () => 'node',
  },
  dropLink: {
    kind: 'fault',
    title: 'Connection breaks',
    says: 'What is on its way is lost, and the node lets go of the client’s handles.',
    args: {},
    to: () => 'client',
  },
  serviceRestarts: {
    kind: 'fault',
    title: 'The service of the node restarts',
    says: 'Calls under way fail and handles of before are unknown; the node is active again at once, and the cluster has gone on.',
    args: {},
    to: () => 'node',
  },
  leave: {
    kind: 'fault',
    title: 'The client goes away',
    says: 'The program ends, and with it its connection: it neither calls nor hears anything more.',
    args: {},
    to: () => 'client',
  },
  loseReply: {
    kind: 'fault',
    title: 'Lose the next reply',
    says: 'The next reply of the node never arrives.',
    args: {},
    to: () => 'node',
  },
  otherAdminMoves: {
    kind: 'environment',
    title: 'Somebody else moves the group',
    says: 'Another administrator starts a queued move of the same group.',
    args: {},
    operation: true,
    to: () => 'node',
  },
} satisfies CommandTable

/** The events with which these commands reach a role. */
export type Command<N extends keyof typeof commands> = CommandOf<typeof commands, N>
