import type { RoleInput } from '#kernel/model.ts'
import { flag, int, oneOf, type KnobsOf, type KnobTable } from '../domains.ts'

export const knobs = {
  linkTicks: {
    kind: 'environment',
    domain: int(0, 1000, 10),
    unit: 'ticks',
    title: 'Network, one way',
    says: 'How long a message takes.',
  },
  workTicks: {
    kind: 'environment',
    domain: int(1, 10000, 100),
    unit: 'ticks',
    title: 'Work takes',
    fires: 'finishes the work',
    says: 'How long a call takes that reads a query or works on a log, if nobody cancels it.',
  },
  pollTicks: {
    kind: 'environment',
    domain: int(1, 1000, 25),
    unit: 'ticks',
    title: 'Flag looked at every',
    fires: 'looks at the flag',
    says: 'How often a call that works on a log looks at the flag.',
  },
  validation: {
    kind: 'choice',
    domain: oneOf('table', 'runtime'),
    title: 'Who checks handles',
    says: 'Whether the method or the RPC runtime refuses a handle that is not in the table; the codes differ.',
    clauses: ['EV-02', 'EV-29', 'EH-01'],
  },
  setFlagWhenIdle: {
    kind: 'choice',
    domain: flag(true),
    title: 'Idle cancel sets the flag',
    says: 'Whether a cancel with nothing to stop sets the flag all the same, and so ends the next call.',
    clauses: ['EV-13', 'EH-05'],
  },
  busyCode: {
    kind: 'choice',
    domain: oneOf('ERROR_CANCELLED', 'other'),
    title: 'Code when too busy',
    says: 'What a cancel returns that the server is too busy for.',
    clauses: ['EV-11', 'EH-03'],
  },
  stoppedCallCode: {
    kind: 'choice',
    domain: oneOf('ERROR_CANCELLED', 'other'),
    title: 'Code of a stopped call',
    says: 'What a call returns that a cancel has stopped.',
    clauses: ['EV-20', 'EH-09'],
  },
  multiplex: {
    kind: 'environment',
    domain: flag(true),
    title: 'Calls side by side',
    says: 'Whether a call can be sent while another is under way; if not, the cancel waits too.',
  },
  serializeHandle: {
    kind: 'choice',
    domain: flag(false),
    title: 'One call at a time per handle',
    says: 'Whether RPC lets calls with the same handle wait for each other; then a cancel waits for the export that it should stop.',
    clauses: ['EH-19'],
  },
  linkLoss: {
    kind: 'choice',
    domain: oneOf('workGoesOn', 'workStops'),
    title: 'A lost connection',
    says: 'What becomes of a call that reads or works on a log when its connection is lost; waits on a subscription end.',
    clauses: ['EV-28', 'EH-20'],
  },
} satisfies KnobTable

export type Even6Knobs = KnobsOf<typeof knobs>
export type Even6Input = RoleInput<Even6Knobs>
