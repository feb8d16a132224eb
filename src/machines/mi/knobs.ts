import type { RoleInput } from '#kernel/model.ts'
import { int, oneOf, type KnobsOf, type KnobTable } from '../domains.ts'

export const knobs = {
  linkTicks: {
    kind: 'environment',
    domain: int(0, 1000, 10),
    unit: 'ticks',
    title: 'Network, one way',
    says: 'How long a message takes.',
  },
  mode: {
    kind: 'environment',
    domain: oneOf('async', 'sync'),
    title: 'Results come',
    says: 'In callbacks, or each by a call of the getter, which waits for it.',
  },
  results: {
    kind: 'environment',
    domain: int(0, 1000, 10),
    title: 'Results',
    says: 'How many instances an enumeration has, or how many indications a subscription sees.',
  },
  resultTicks: {
    kind: 'environment',
    domain: int(1, 10000, 20),
    unit: 'ticks',
    title: 'One result each',
    says: 'How long the provider takes for each of them.',
  },
  invokeTicks: {
    kind: 'environment',
    domain: int(1, 100000, 300),
    unit: 'ticks',
    title: 'A single result takes',
    says: 'How long the provider takes for an operation with one result: invoke, get, create, modify, delete.',
  },
  noticeTicks: {
    kind: 'environment',
    domain: int(0, 10000, 60),
    unit: 'ticks',
    title: 'Provider notices after',
    says: 'How long a provider that was told of a cancel takes to notice it and stop.',
  },
  quota: {
    kind: 'environment',
    domain: int(1, 100, 1),
    title: 'Slots',
    says: 'How many operations the server runs at a time.',
  },
  extraResults: {
    kind: 'choice',
    domain: int(0, 100, 2),
    title: 'Extra results',
    says: 'How many results that were on their way are still delivered after a cancel.',
    clauses: ['MI-07', 'H-06'],
  },
  profile: {
    kind: 'choice',
    domain: oneOf('documented', 'omiLocal', 'omiWsman'),
    title: 'Implementation',
    says: 'As Windows documents it, or as OMI was seen: locally only subscriptions are told, over WS-Man a cancel does nothing.',
    clauses: ['MI-09', 'MI-10', 'MI-12', 'H-09'],
  },
  canceledFinalCode: {
    kind: 'choice',
    domain: oneOf('MI_RESULT_FAILED', 'other'),
    title: 'A cancelled operation ends with',
    says: 'Which error the client library makes for the final result.',
    clauses: ['MI-21', 'H-01'],
  },
  quotaCode: {
    kind: 'choice',
    domain: oneOf('MI_RESULT_SERVER_LIMITS_EXCEEDED', 'MI_RESULT_FAILED'),
    title: 'No free slot gives',
    says: 'How an operation ends that the server has no slot for.',
    clauses: ['MI-12', 'H-11'],
  },
  wrongIdentity: {
    kind: 'choice',
    domain: oneOf('accessDenied', 'allowed'),
    title: 'Another identity',
    says: 'Whether a cancel by somebody else is refused or carried out.',
    clauses: ['MI-13', 'MI-14', 'H-05'],
  },
  staleHandle: {
    kind: 'choice',
    domain: oneOf('MI_RESULT_INVALID_PARAMETER', 'MI_RESULT_NOT_FOUND'),
    title: 'A closed handle gives',
    says: 'What a cancel returns once the handle was closed.',
    clauses: ['MI-15', 'H-03', 'H-04'],
  },
} satisfies KnobTable

export type MiKnobs = KnobsOf<typeof knobs>
export type MiInput = RoleInput<MiKnobs>
