import type { Document } from './document.ts'

/** Read in [MS-CMRP] v44.0; sections are of that version. */
export const cmrp = {
  id: 'cmrp',
  title: 'ApiCancelClusterGroupOperation',
  family: 'Failover clusters, [MS-CMRP]',
  documents: [
    '[MS-CMRP] v44.0',
    '[MS-RPCE]',
    'Microsoft Learn: Failover Cluster API (Win32)',
    'openstack/os-win, a client in use',
  ],
  requirements: [
    {
      what: 'Protocol',
      says: '[MS-CMRP] version 3, interface b97db8b2-4c63-11cf-bff6-08002be23f2f; this method is opnum 134. The version is configured, not negotiated',
      source: '[MS-CMRP] 3.1.4.2.133, 3.1.4',
    },
    { what: 'Transport', says: 'RPC over TCP', source: '[MS-CMRP] note <2>' },
    { what: 'Authentication', says: 'SPNEGO, and every packet encrypted', source: '[MS-CMRP] 3.1.4.2; CM-24' },
    {
      what: 'Server',
      says: 'Later than Windows Server 2008 R2, which lacks the method',
      source: '[MS-CMRP] note <117>; CM-01',
    },
    {
      what: 'Identity of the caller',
      says: 'Whoever holds a handle with full access; who started the move is not asked',
      source: 'CM-09, CM-27',
    },
  ],
  clauses: {
    'CM-01': {
      force: 'SHOULD',
      section: '[MS-CMRP] 3.1.4.2.133, note <117>',
      says: 'In version 3 of the protocol a server lets its clients call off a group move that is pending. Windows Server 2008 and 2008 R2 have no such method, and RPC says that the number is out of range.',
    },
    'CM-02': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133, 3.1.4.2',
      says: 'A node takes a cancel only while it is read/write; in any other state the request fails with ERROR_SHARING_PAUSED.',
    },
    'CM-03': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2',
      says: 'A node that is leaving the cluster says so, as not ready or as shutting down, or says nothing at all.',
    },
    'CM-04': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133',
      says: 'If the group is not in the Pending state, the answer is ERROR_INVALID_STATE.',
    },
    'CM-05': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133',
      says: 'If the server is not retrying a move that asked to be queued, the answer is ERROR_INVALID_STATE.',
    },
    'CM-06': {
      force: 'SHOULD',
      section: '[MS-CMRP] 3.1.4.2.133',
      says: 'If the server finds, by its own lights, nothing that can still be called off, the answer is ERROR_INVALID_STATE.',
    },
    'CM-07': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133',
      says: 'A cancel that is taken now and carried out later is answered with ERROR_IO_PENDING.',
    },
    'CM-08': {
      force: 'statement',
      section: '[MS-CMRP] 3.1.4.2.133, return values',
      says: 'ERROR_SUCCESS means that the method has completed.',
    },
    'CM-09': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133',
      says: 'The handle has to carry full access; with less the answer is ERROR_ACCESS_DENIED.',
    },
    'CM-10': {
      force: 'statement',
      section: '[MS-CMRP] 3.1.4.2.133, return values',
      says: 'What is not a valid group handle gets ERROR_INVALID_HANDLE.',
    },
    'CM-11': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133',
      says: 'The caller passes zero as flags; anything else is listed as ERROR_INVALID_PARAMETER.',
    },
    'CM-12': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133, return values',
      says: 'The answer is one of six listed values, and in every other case some value outside that list.',
    },
    'CM-13': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133, return values',
      says: 'To the client every value outside the list means the same: it failed.',
    },
    'CM-14': {
      force: 'SHOULD',
      section: '[MS-CMRP] 3.1.4.2.133, 3.2.4.6',
      says: 'On certain codes the client reconnects to another node, opens its handles again and repeats the call.',
    },
    'CM-15': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133',
      says: 'The RPC runtime reports beside the return value, in the encoding of its own statuses and faults, whether the method ran at all.',
    },
    'CM-16': {
      force: 'statement',
      section: '[MS-CMRP] 3.1.4.2.133',
      says: 'The group handle is one that ApiOpenGroup, ApiOpenGroupEx or ApiCreateGroup has given out.',
    },
    'CM-17': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.131',
      says: 'A queued move that policy holds up is tried again until it succeeds, fails for another reason or is called off.',
    },
    'CM-18': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.131',
      says: 'A move may not both ignore locked resources and ask to be queued: ERROR_INVALID_PARAMETER.',
    },
    'CM-19': {
      force: 'MAY',
      section: '[MS-CMRP] 3.1.4.2.52',
      says: 'A server may move the group in the background; then it has to answer ERROR_IO_PENDING, and any failure before that has another code.',
    },
    'CM-20': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.46',
      says: 'The state of a group follows from its resources: one that failed outweighs one that is pending, and that outweighs being online or offline.',
    },
    'CM-21': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.52',
      says: 'A move of a group that is pending already fails.',
    },
    'CM-22': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2',
      says: 'Once a request that changes something has completed, every active node shows the new state.',
    },
    'CM-23': {
      force: 'SHOULD',
      section: '[MS-CMRP] 3.1.6',
      says: 'When the connection is lost, the server lets go of the client’s handles; nothing says that a move stops.',
    },
    'CM-24': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2',
      says: 'Handles of another interface and connections without packet privacy are turned away by RPC.',
      outside: 'The model has one interface and one well-configured connection, so there is nothing to turn away.',
    },
    'CM-25': {
      force: 'MUST',
      section: '[MS-CMRP] 3.2.4',
      says: 'The library hands what RPC reports to the application unchanged, unless it reconnects.',
    },
    'CM-26': {
      force: 'SHOULD',
      section: '[MS-CMRP] 3.1.4.2.131',
      says: 'A live migration of a virtual machine asks to be queued, to start with high priority and to return on error.',
    },
    'CM-27': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2',
      says: 'What a handle allows is decided when it is opened and looked at when it is used.',
    },
    'CM-28': {
      force: 'MUST',
      section: '[MS-CMRP] 3.1.4.2.133; [C706] appendix E',
      says: 'What RPC reports beside the return value is encoded as comm_status and fault_status are: zero where the method ran, else the number of what went wrong.',
    },
  },
  questions: {
    'CH-01': {
      says: 'A move that waits in the queue leaves its resources online, so the group is not Pending, and the one move that can be called off cannot be called off.',
      knob: 'profile',
      clauses: ['CM-04', 'CM-05', 'CM-20'],
    },
    'CH-02': {
      says: 'One failed resource hides that the group is pending; a move that is still being retried can then not be called off.',
      answer:
        'As long as the group shows Failed a cancel is refused with ERROR_INVALID_STATE, and the move goes on behind it.',
      clauses: ['CM-04', 'CM-20'],
    },
    'CH-03': {
      says: 'The text wants a queued move; Microsoft’s own sample calls off one that was not queued. Four sentences name four different scopes.',
      knob: 'profile',
      clauses: ['CM-01', 'CM-05'],
    },
    'CH-04': {
      says: 'Whether “retrying” means only the waiting or also an attempt, and where the point of no return lies, is not said.',
      answer:
        'A move can be called off while it waits and while its resources go offline, not from the start of the transfer on.',
      clauses: ['CM-05', 'CM-06', 'CM-17'],
    },
    'CH-05': {
      says: 'With nothing to call off, the code is listed as a must and worded as a should; a server that leaves it out might answer ERROR_SUCCESS.',
      answer: 'ERROR_INVALID_STATE, always.',
      clauses: ['CM-06'],
    },
    'CH-06': {
      says: 'When ERROR_SUCCESS is right instead of ERROR_IO_PENDING, and whether the latter promises that the move will be undone, is not said.',
      answer:
        'Which of the two codes comes is one choice, and whether ERROR_IO_PENDING comes to anything another. With ERROR_SUCCESS the move is undone, and where a resource hangs no server can say so at once.',
      knob: 'acceptedCancel',
      clauses: ['CM-07', 'CM-08'],
    },
    'CH-07': {
      says: 'Nothing tells a cancelled move from a completed one: the group is out of Pending either way. Only its owner differs, and where it ends up after a cancel is not said.',
      answer:
        'After a cancel the group is where it was, and its state says Online, as after a move that was completed. A look at the group names its owner too; a notification does not.',
      clauses: ['CM-20'],
    },
    'CH-08': {
      says: 'Whoever started the move got ERROR_IO_PENDING long ago and is never told that it was called off.',
      answer: 'Nobody tells the mover: like everybody else it sees the group leave Pending.',
      clauses: ['CM-19'],
    },
    'CH-09': {
      says: 'Flags other than zero are forbidden to the client and have a code, but no sentence makes the server refuse them.',
      answer: 'Any other value gets ERROR_INVALID_PARAMETER and changes nothing.',
      clauses: ['CM-11'],
    },
    'CH-10': {
      says: 'No order of the checks is given; with two things wrong the code depends on the server.',
      answer: 'Method, node, handle, access, flags, group: the first that fails gives the code.',
      clauses: ['CM-02', 'CM-03', 'CM-09', 'CM-10', 'CM-11'],
    },
    'CH-11': {
      says: 'The codes of a read-only node and of one that shuts down are required elsewhere and missing from the list here; on the first no client reconnects, though another node would do.',
      answer:
        'The node answers with both, or says nothing at all. A library that reconnects does so when the node leaves, and not when it is read-only.',
      knob: 'inactiveNode',
      clauses: ['CM-02', 'CM-03', 'CM-12', 'CM-14'],
    },
    'CH-12': {
      says: 'A restart of the server invalidates handles, and on that code a client of version 3 does not reconnect.',
      answer:
        'ERROR_INVALID_HANDLE is handed up and no library reconnects on it; only a call that was under way during the restart makes one reconnect. The port through which a client hears of the group is a handle too, and is opened again with the next one.',
      clauses: ['CM-10', 'CM-14'],
    },
    'CH-13': {
      says: 'The code that triggers a reconnect is looked for in the return value, while those codes appear beside it, where the return value means nothing.',
      answer:
        'What RPC reports is looked at first, the return value only where the method ran; either can lead to a reconnect. A null handle is on the list as well, stays null on every node, and is handed up at once.',
      clauses: ['CM-14', 'CM-15'],
    },
    'CH-14': {
      says: 'A cancel whose reply was lost is sent again. Then it is refused although the first one worked, or it hits a newer move that somebody else has started: no request names its move.',
      answer:
        'A repeated cancel is a new one: the group is judged as it is then, and whatever move is under way is what it hits.',
      knob: 'reconnect',
      clauses: ['CM-14'],
    },
    'CH-15': {
      says: 'What a cancel answers for a group that was deleted while its handle was open is not said.',
      answer: 'No group is deleted.',
      clauses: ['CM-10', 'CM-12'],
    },
    'CH-16': {
      says: 'The list of methods that give out group handles leaves one out, and the general rule on handles leaves the three newest methods out.',
      answer:
        'Handles come from ApiOpenGroupEx, ApiOpenGroup and ApiCreateGroup. The group that a create makes stands for the one that is there; the two left out are not modelled.',
      clauses: ['CM-16'],
    },
    'CH-17': {
      says: 'With backup privilege a reading handle may move a group on shared volumes, and may never call the move off.',
      answer:
        'A handle carries full access or is for reading, and one for reading neither moves nor cancels. There is no backup privilege.',
      clauses: ['CM-09'],
    },
    'CH-18': {
      says: 'A cancel during a cancel, during a return to the source, or by somebody else than the mover: not said.',
      answer:
        'A cancel during a cancel is refused with ERROR_INVALID_STATE, anybody with full access may cancel anybody’s move, and no move returns by itself.',
      clauses: ['CM-05', 'CM-06'],
    },
    'CH-19': {
      says: 'Who goes on retrying when the node that took the move leaves, is not said.',
      answer: 'The cluster goes on: a move does not depend on the node that took it.',
      clauses: ['CM-03', 'CM-17'],
    },
    'CH-20': {
      says: 'Smaller slips of the text, among them: a move of a pending group has to fail, with a code that nobody names.',
      answer: 'A move of a group that is being moved already gets ERROR_INVALID_STATE.',
      clauses: ['CM-21'],
    },
    'CH-21': {
      says: 'All values outside the list are to be treated alike, and some of them are to be treated differently.',
      knob: 'reconnect',
      clauses: ['CM-13', 'CM-14'],
    },
    'CH-22': {
      says: 'How long a resource may take to go offline or come online is not said, nor what becomes of a move, or of its cancel, when one never does.',
      answer:
        'The move waits, pending, and so does its undoing: a cancel is taken as long as the transfer has not begun, and is carried out when the resource answers.',
      clauses: ['CM-07', 'CM-19', 'CM-20'],
    },
  },
  codes: {
    ERROR_SUCCESS: {
      value: '0x00000000',
      means:
        'The method has completed. Whether the move is undone by then is not said; the Win32 manual reads it as cancelled, and so does this model.',
      evidence: { kind: 'document', source: 'CM-08; Failover Cluster API (Win32)' },
    },
    ERROR_ACCESS_DENIED: {
      value: '0x00000005',
      means: 'The handle was opened for reading only; the move goes on.',
      evidence: { kind: 'document', source: 'CM-09, CM-27' },
    },
    ERROR_INVALID_HANDLE: {
      value: '0x00000006',
      means: 'The node knows no such handle: it was closed, or never given out.',
      evidence: { kind: 'document', source: 'CM-10' },
    },
    ERROR_SHARING_PAUSED: {
      value: '0x00000046',
      means: 'The node takes no changes at present; another node might.',
      evidence: { kind: 'document', source: 'CM-02' },
    },
    ERROR_INVALID_PARAMETER: {
      value: '0x00000057',
      means: 'The flags of the cancel are not zero, or those of the move contradict each other.',
      evidence: { kind: 'document', source: 'CM-11, CM-18' },
    },
    ERROR_IO_PENDING: {
      value: '0x000003E5',
      means:
        'Accepted, not done, be it a move or its cancel. Nobody calls back; the state of the group shows when it is over.',
      evidence: { kind: 'document', source: 'CM-07, CM-19, CM-20' },
    },
    RPC_S_CALL_FAILED: {
      value: '0x000006BE',
      means: 'No reply came: the cancel may have worked or not.',
      evidence: { kind: 'inference', source: 'CM-14, CM-15: what RPC reports is that the method may not have run' },
    },
    RPC_S_SERVER_UNAVAILABLE: {
      value: '0x000006BA',
      means: 'Nobody answers there: the node is leaving the cluster and says nothing, so the method did not run.',
      evidence: { kind: 'inference', source: 'CM-03: a node that leaves may not answer; [MS-ERREF]' },
    },
    RPC_S_PROCNUM_OUT_OF_RANGE: {
      value: '0x000006D1',
      means: 'The server is too old to know the method.',
      evidence: { kind: 'document', source: 'CM-01' },
    },
    RPC_X_SS_IN_NULL_CONTEXT: {
      value: '0x000006EF',
      means: 'The client has no handle, so nothing was sent.',
      evidence: { kind: 'document', source: '[MS-RPCE]; CM-16' },
    },
    ERROR_CLUSTER_NODE_NOT_READY: {
      value: '0x000013D0',
      means: 'The node is not, or no longer, a working part of the cluster and takes no calls.',
      evidence: { kind: 'document', source: 'CM-03' },
    },
    ERROR_CLUSTER_NODE_SHUTTING_DOWN: {
      value: '0x000013D1',
      means: 'The node is leaving the cluster and takes no calls.',
      evidence: { kind: 'document', source: 'CM-03' },
    },
    ERROR_INVALID_STATE: {
      value: '0x0000139F',
      means: 'Too late, or this move cannot be cancelled.',
      evidence: { kind: 'document', source: 'CM-04, CM-05, CM-06' },
    },
    ClusterGroupOnline: {
      value: '0x00000000',
      means: 'The group is online again; moved or called off, the state does not say.',
      evidence: { kind: 'document', source: 'CM-20' },
    },
    ClusterGroupFailed: {
      value: '0x00000002',
      means: 'A resource of the group has failed; the move itself may still be under way.',
      evidence: { kind: 'document', source: 'CM-20' },
    },
  },
} as const satisfies Document

export type CmrpClause = keyof typeof cmrp.clauses
export type CmrpCode = keyof typeof cmrp.codes
