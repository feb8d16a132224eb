import type { BuiltInScenario } from '../specification.ts'

export const scenarios: readonly BuiltInScenario[] = [
  {
    id: 'cancelled-in-the-queue',
    title: 'Cancelled in the queue',
    shows:
      'The cancel of a move that waits for its turn is taken at once and carried out later: the group stays Pending and occupied long after the answer.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 160, do: 'cancel' },
      { at: 200, do: 'policyAllows' },
      { at: 400, do: 'closeGroup' },
    ],
  },
  {
    id: 'on-the-spot',
    title: 'Undone before the answer',
    shows:
      'By one reading a server undoes the move first and answers ERROR_SUCCESS then, so that nothing is left to wait for; the document says only that the method has completed.',
    knobs: { completion: 'sync' },
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 60, do: 'cancel' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'no-way-back',
    title: 'Past the point of no return',
    shows: 'The group is changing its owner already: the cancel is refused, and the move ends as if nobody had asked.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 90, do: 'cancel' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'same-tick',
    title: 'The transfer wins by nothing',
    shows:
      'The cancel arrives on the very tick on which the transfer begins; sent one tick earlier it would have stopped the move.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 70, do: 'cancel' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'online-in-the-queue',
    title: 'Online, and yet it waits',
    shows:
      'By the letter a waiting group is Online, so the one move that could be cancelled cannot be; a look at the group even says that all is over, and later it moves.',
    knobs: { profile: 'letter' },
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'cancel' },
      { at: 120, do: 'getGroupState' },
      { at: 150, do: 'policyAllows' },
      { at: 400, do: 'closeGroup' },
    ],
  },
  {
    id: 'repeated-and-refused',
    title: 'It worked, says the error',
    shows:
      'The reply to the cancel is lost; the library reconnects and repeats it, and is told that there is nothing to cancel, because the first one worked.',
    knobs: { reconnect: true },
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'loseReply' },
      { at: 100, do: 'cancel' },
      { at: 300, do: 'closeGroup' },
    ],
  },
  {
    id: 'somebody-elses-move',
    title: 'A repeated cancel hits somebody else',
    shows:
      'The cancel worked and its reply was lost; before the library repeats it, another administrator has started a new move, and that is what it cancels.',
    knobs: { reconnect: true, completion: 'sync' },
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'loseReply' },
      { at: 100, do: 'cancel' },
      { at: 130, do: 'otherAdminMoves' },
      { at: 300, do: 'closeGroup' },
    ],
  },
  {
    id: 'reply-lost',
    title: 'Nobody knows',
    shows:
      'Without a reconnect the application is left with a failed call; that the move was undone all the same it only learns from the group.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'loseReply' },
      { at: 100, do: 'cancel' },
      { at: 300, do: 'closeGroup' },
    ],
  },
  {
    id: 'unanswered',
    title: 'The call failed, the move runs',
    shows:
      'The answer to the move is lost. That settles nothing: the group moves, a cancel is taken, and the end is seen in the group like any other.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 45, do: 'loseReply' },
      { at: 65, do: 'cancel' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'not-queued',
    title: 'The sample from the manual, refused',
    shows:
      'Microsoft’s own sample cancels a move that did not ask to be queued; by the text of the protocol that is refused.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx', args: { flags: 3 } },
      { at: 60, do: 'cancel' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'not-queued-win32',
    title: 'The sample from the manual, as promised',
    shows:
      'The same calls against a server that does what the Win32 manual says: the move is cancelled although it was never queued.',
    knobs: { profile: 'win32' },
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx', args: { flags: 3 } },
      { at: 60, do: 'cancel' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'failure-in-front',
    title: 'A failure hides the move',
    shows:
      'A resource fails while the move waits: the group is Failed instead of Pending, and what could be cancelled a moment ago cannot be now.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 90, do: 'resourceFails' },
      { at: 120, do: 'cancel' },
      { at: 150, do: 'policyAllows' },
      { at: 400, do: 'closeGroup' },
    ],
  },
  {
    id: 'nothing-moves',
    title: 'Nothing to cancel',
    shows: 'The group is at rest: ERROR_INVALID_STATE, the same code as for a cancel that comes too late.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'cancel' },
      { at: 100, do: 'closeGroup' },
    ],
  },
  {
    id: 'cancelled-twice',
    title: 'Asked twice',
    shows:
      'The second cancel comes while the first is being carried out and is refused; that says nothing about the first.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'cancel' },
      { at: 120, do: 'cancel' },
      { at: 300, do: 'closeGroup' },
    ],
  },
  {
    id: 'read-access',
    title: 'May look, may not cancel',
    shows:
      'The newest handle was opened for reading, and what a handle may do is decided when it is opened. The first one is lost with the variable that held it.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 80, do: 'openGroup', args: { access: 'read' } },
      { at: 120, do: 'cancel' },
      { at: 150, do: 'policyAllows' },
      { at: 400, do: 'closeGroup' },
    ],
  },
  {
    id: 'flags-not-zero',
    title: 'A reserved flag',
    shows: 'The flags have no meaning and must be zero; anything else is refused before the group is looked at.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 60, do: 'cancel', args: { flags: 1 } },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'two-things-wrong',
    title: 'Two things wrong',
    shows:
      'Flags that are not zero, and a handle without access: which code comes back is up to the order of the checks, and no order is given.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup', args: { access: 'read' } },
      { at: 40, do: 'cancel', args: { flags: 1 } },
      { at: 100, do: 'closeGroup' },
    ],
  },
  {
    id: 'read-only-node',
    title: 'A read-only node',
    shows:
      'The node takes no changes; its code is not one on which a client reconnects, though another node would have taken the cancel.',
    knobs: { reconnect: true },
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 90, do: 'nodeReadOnly' },
      { at: 100, do: 'cancel' },
      { at: 150, do: 'policyAllows' },
      { at: 400, do: 'closeGroup' },
    ],
  },
  {
    id: 'node-leaves',
    title: 'The node leaves the cluster',
    shows: 'A node that shuts down refuses every call, the close as well; the move goes on without it.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 90, do: 'nodeShutsDown' },
      { at: 100, do: 'cancel' },
      { at: 150, do: 'policyAllows' },
      { at: 400, do: 'closeGroup' },
    ],
  },
  {
    id: 'next-node',
    title: 'The next node takes it',
    shows:
      'The node shuts down; the library goes to the next one, opens the handle again and repeats the cancel, and the application notices nothing but the time.',
    knobs: { reconnect: true },
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 90, do: 'nodeShutsDown' },
      { at: 100, do: 'cancel' },
      { at: 400, do: 'closeGroup' },
    ],
  },
  {
    id: 'node-not-ready',
    title: 'Not ready any more',
    shows:
      'A node that has left the cluster may also call itself not ready. That is one of the codes on which a library should go elsewhere; this one does not.',
    knobs: { inactiveNode: 'ERROR_CLUSTER_NODE_NOT_READY' },
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 55, do: 'nodeShutsDown' },
      { at: 60, do: 'cancel' },
    ],
  },
  {
    id: 'no-answer-at-all',
    title: 'Nobody there to ask',
    shows:
      'Or the node says nothing at all: RPC finds no server, the method has not run, and the move goes on without the node that took it.',
    knobs: { inactiveNode: 'silent' },
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 55, do: 'nodeShutsDown' },
      { at: 60, do: 'cancel' },
    ],
  },
  {
    id: 'opened-as-of-old',
    title: 'The old way in asks for everything',
    shows:
      'Three methods give out handles of a group, and only the newest can ask for less than full access: a handle of the old one may cancel.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup', args: { method: 'ApiOpenGroup', access: 'read' } },
      { at: 40, do: 'moveGroupEx' },
      { at: 60, do: 'cancel' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'the-owner-tells',
    title: 'Only the owner tells',
    shows:
      'Online says nothing about how a move has ended. A look names the owner too: here the cancel came too late, and the group is on node 2; undone, it would be on node 1.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup', args: { method: 'ApiCreateGroup' } },
      { at: 40, do: 'moveGroupEx' },
      { at: 90, do: 'cancel' },
      { at: 170, do: 'getGroupState' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'old-server',
    title: 'A server without the method',
    shows:
      'Windows Server 2008 knows neither this move nor its cancel; RPC says so, and the method’s own return value means nothing.',
    knobs: { profile: 'server2008' },
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 80, do: 'cancel' },
      { at: 120, do: 'closeGroup' },
    ],
  },
  {
    id: 'contradictory-flags',
    title: 'A move that contradicts itself',
    shows:
      'Ignoring locks and waiting in the queue exclude each other; the move never begins, and there is nothing to cancel.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx', args: { flags: 5 } },
      { at: 80, do: 'cancel' },
      { at: 120, do: 'closeGroup' },
    ],
  },
  {
    id: 'closed-handle',
    title: 'Closed, then used',
    shows: 'Closing the handle does not stop the move, and the closed handle cannot stop it either.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 44, do: 'closeGroup' },
      { at: 66, do: 'cancel', args: { handle: 'closed' } },
    ],
  },
  {
    id: 'no-handle-yet',
    title: 'Before there is a handle',
    shows: 'The handle is still on its way: the client’s own stub refuses the cancel, and nothing is sent.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 10, do: 'cancel' },
      { at: 40, do: 'moveGroupEx' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'connection-breaks',
    title: 'The line goes dead',
    shows:
      'The connection breaks while the cancel is answered: the handle is gone, the move is undone, and the client never learns of it.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'cancel' },
      { at: 115, do: 'dropLink' },
      { at: 200, do: 'getGroupState' },
    ],
  },
  {
    id: 'cut-off-on-its-way',
    title: 'The line goes dead too soon',
    shows:
      'The connection breaks before the cancel arrives: the same error as when it breaks behind it, but nothing was called off, and the group moves.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'cancel' },
      { at: 105, do: 'dropLink' },
      { at: 150, do: 'policyAllows' },
    ],
  },
  {
    id: 'wrong-target',
    title: 'Meant for one, hits another',
    shows:
      'The client’s own move was refused because somebody else’s has the group. A cancel names no move, and so it stops theirs.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 30, do: 'otherAdminMoves' },
      { at: 40, do: 'moveGroupEx' },
      { at: 80, do: 'cancel' },
      { at: 300, do: 'closeGroup' },
    ],
  },
  {
    id: 'blocked-for-good',
    title: 'No turn, and no queue',
    shows: 'A move that may not wait fails at once where policy blocks it, so there is nothing to cancel.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx', args: { flags: 0 } },
      { at: 80, do: 'cancel' },
      { at: 120, do: 'closeGroup' },
    ],
  },
  {
    id: 'ctrl-c',
    title: 'Ctrl+C stops nobody',
    shows:
      'The program that started the move ends before the move does. Its handle goes with it and the move does not: the group is moved for nobody.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'leave' },
      { at: 150, do: 'policyAllows' },
    ],
  },
  {
    id: 'gone-after-the-cancel',
    title: 'Cancelled, and gone before the answer',
    shows:
      'The client goes away with its cancel still on the way. The cancel arrives and is carried out, and nobody is there to hear of it.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 60, do: 'cancel' },
      { at: 65, do: 'leave' },
    ],
  },
  {
    id: 'somebody-moved-it',
    title: 'Somebody else moved it',
    shows:
      'Another client has started a live migration, and any client with full access may call it off. Nobody asks the one who started it, or tells it.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 0, do: 'openGroup', actor: 'other' },
      { at: 0, do: 'policyBlocks' },
      { at: 40, do: 'moveGroupEx', args: { flags: 14 }, actor: 'other' },
      { at: 100, do: 'cancel' },
      { at: 200, do: 'getGroupState', actor: 'other' },
      { at: 300, do: 'closeGroup' },
      { at: 300, do: 'closeGroup', actor: 'other' },
    ],
  },
  {
    id: 'somebody-called-it-off',
    title: 'Called off by somebody else',
    shows:
      'Another client cancels the move of this one. What the mover sees is a group that is Online again, just as if it had been moved.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 0, do: 'openGroup', actor: 'other' },
      { at: 40, do: 'moveGroupEx' },
      { at: 60, do: 'cancel', actor: 'other' },
      { at: 200, do: 'closeGroup' },
      { at: 200, do: 'closeGroup', actor: 'other' },
    ],
  },
  {
    id: 'the-client-is-gone',
    title: 'Gone, and called off all the same',
    shows:
      'The client that started the move has gone, and the move would go on for nobody. A second client opens the group and calls it off: a cancel needs no more than access.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 80, do: 'leave' },
      { at: 120, do: 'openGroup', actor: 'other' },
      { at: 160, do: 'cancel', actor: 'other' },
      { at: 300, do: 'closeGroup', actor: 'other' },
    ],
  },
  {
    id: 'comes-to-nothing',
    title: 'Accepted, and nothing comes of it',
    shows:
      'ERROR_IO_PENDING says that the cancel was accepted. No sentence promises more, and here the group moves as if nobody had asked.',
    knobs: { acceptedCancel: 'comesToNothing' },
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 60, do: 'cancel' },
      { at: 170, do: 'getGroupState' },
      { at: 200, do: 'closeGroup' },
    ],
  },
  {
    id: 'restarted-under-the-move',
    title: 'The node restarted under the move',
    shows:
      'The service restarts while the move is under way. The old handle is unknown, and no library reconnects on that code; a new handle works, and with it the client hears of the group again.',
    knobs: {},
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 80, do: 'serviceRestarts' },
      { at: 100, do: 'cancel' },
      { at: 140, do: 'openGroup' },
      { at: 180, do: 'cancel' },
      { at: 300, do: 'closeGroup' },
    ],
  },
  {
    id: 'restarted-under-the-cancel',
    title: 'The library goes elsewhere',
    shows:
      'The service restarts while the cancel is under way. That is a code on which a library reconnects: it opens the handle again and repeats the cancel.',
    knobs: { reconnect: true },
    steps: [
      { at: 0, do: 'policyBlocks' },
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'cancel' },
      { at: 105, do: 'serviceRestarts' },
      { at: 300, do: 'closeGroup' },
    ],
  },
  {
    id: 'never-hears-again',
    title: 'The end that nobody heard',
    shows:
      'After the restart the port through which the client hears of the group is gone as well. It waits for an end that has come long ago.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 65, do: 'serviceRestarts' },
      { at: 100, do: 'getGroupState' },
    ],
  },
  {
    id: 'resource-hangs',
    title: 'The resource hangs',
    shows:
      'A resource does not go offline, and the group stays Pending for as long as it likes. The cancel is accepted, and its undoing waits for the same resource.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 60, do: 'resourceHangs' },
      { at: 120, do: 'cancel' },
      { at: 250, do: 'resourceAnswers' },
      { at: 300, do: 'closeGroup' },
    ],
  },
  {
    id: 'hangs-for-good',
    title: 'Pending for ever',
    shows:
      'The group has its new owner, and a resource does not come online there. It is too late to cancel, nothing ends, and nobody else can move the group.',
    knobs: {},
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx' },
      { at: 100, do: 'resourceHangs' },
      { at: 200, do: 'cancel' },
      { at: 240, do: 'otherAdminMoves' },
      { at: 300, do: 'closeGroup' },
    ],
  },
  {
    id: 'online-while-moving',
    title: 'It moves, and stays Online',
    shows:
      'A virtual machine migrates while it runs, so its group is Online all the way: the cancel is refused, for the group is not Pending, and a look says that all is over.',
    knobs: { whileMoving: 'online' },
    steps: [
      { at: 0, do: 'openGroup' },
      { at: 40, do: 'moveGroupEx', args: { flags: 14 } },
      { at: 55, do: 'cancel' },
      { at: 70, do: 'getGroupState' },
      { at: 200, do: 'getGroupState' },
      { at: 240, do: 'closeGroup' },
    ],
  },
]
