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
    domain: int(1, 100000, 300),
    unit: 'ticks',
    title: 'Work takes',
    says: 'How long the operation takes if nobody cancels it.',
  },
  noticeTicks: {
    kind: 'environment',
    domain: int(1, 10000, 60),
    unit: 'ticks',
    title: 'Worker notices after',
    says: 'How long the worker takes to notice that a cancel was asked for.',
  },
  pollTicks: {
    kind: 'environment',
    domain: int(1, 10000, 40),
    unit: 'ticks',
    title: 'Client polls every',
    says: 'How long the client waits after an answer before it asks again.',
  },
  retryTicks: {
    kind: 'environment',
    domain: int(1, 10000, 20),
    unit: 'ticks',
    title: 'Cancel sent again after',
    says: 'How long a library that repeats a cancel waits after UNAVAILABLE.',
  },
  totalTimeoutTicks: {
    kind: 'environment',
    domain: int(0, 100000, 0),
    unit: 'ticks',
    title: 'The library’s patience',
    says: 'How long the library waits for the operation in all, counted from its name; 0: for ever.',
  },
  refusedFrom: {
    kind: 'environment',
    domain: int(0, 100000, 0),
    unit: 'ticks',
    title: 'Cancel refused from',
    says: 'From when on, counted from the start of the work, a first cancel is refused; 0 and 0: never.',
  },
  refusedTo: {
    kind: 'environment',
    domain: int(0, 100000, 0),
    unit: 'ticks',
    title: 'Cancel refused until',
    says: 'Until when, counted from the start of the work, a first cancel is refused.',
  },
  clientStyle: {
    kind: 'environment',
    domain: oneOf('raw', 'gax', 'python', 'go', 'javaFuture', 'cpp'),
    title: 'Client library',
    says: 'Which library cancels: some look first, some stop polling, one sends nothing.',
  },
  honoursCancel: {
    kind: 'choice',
    domain: oneOf('yes', 'late', 'never', 'fails'),
    title: 'A cancel is honoured',
    says: 'What the worker does once it has noticed the cancel: stop, finish first, go on, or fail.',
    clauses: ['LR-02', 'LR-15', 'LH-05'],
  },
  supportsCancel: {
    kind: 'choice',
    domain: flag(true),
    title: 'Cancel is offered',
    says: 'Whether the service offers the method at all.',
    clauses: ['LR-03', 'LH-04'],
  },
  unimplementedFirst: {
    kind: 'choice',
    domain: flag(false),
    title: 'UNIMPLEMENTED comes first',
    says: 'Whether a service that does not offer cancel says so before it looks at the credential.',
    clauses: ['LR-03', 'LH-16'],
  },
  cancelDone: {
    kind: 'choice',
    domain: oneOf('ok', 'failedPrecondition'),
    title: 'Cancel of a finished operation',
    says: 'What a cancel answers when the operation is done already.',
    clauses: ['LH-01'],
  },
  cancelTwice: {
    kind: 'choice',
    domain: oneOf('ok', 'failedPrecondition'),
    title: 'Second cancel',
    says: 'What a cancel answers while an earlier one is being carried out.',
    clauses: ['LH-02'],
  },
  exposeRequestedCancellation: {
    kind: 'choice',
    domain: flag(false),
    title: 'Request is visible',
    says: 'Whether the metadata of the operation shows that a cancel was requested.',
    clauses: ['LR-24', 'LH-06'],
  },
  result: {
    kind: 'choice',
    domain: oneOf('given', 'none'),
    title: 'What a finished one has',
    says: 'Whether work that comes to its end leaves a response, or neither a response nor an error.',
    clauses: ['LR-13', 'LH-13'],
  },
  parallel: {
    kind: 'choice',
    domain: oneOf('allowed', 'aborted', 'alreadyExists'),
    title: 'A second one on the same matter',
    says: 'What becomes of a start while the work of another operation goes on: both run, or the second is turned away.',
    clauses: ['LR-28'],
  },
} satisfies KnobTable

export type LroKnobs = KnobsOf<typeof knobs>
export type LroInput = RoleInput<LroKnobs>
