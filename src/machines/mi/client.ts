import { clientParts } from './clientParts.ts'

const closeReturned = [
  { guard: 'isAccepted', target: '#mi/client.calls.closed', actions: 'return' },
  { actions: 'return' },
] as const
/** Calls from a callback wait until there is one. */
const keep = { guard: 'isForCallback', actions: 'keepForCallback' } as const
const keeping = { cancel: keep, close: keep, closeSession: keep } as const
const now = { guard: 'isForCallback', actions: 'callNow' } as const
const callingNow = { cancel: now, close: now, closeSession: now } as const
const asking = [{ guard: 'processIsGone', actions: 'neverMade' }, { actions: 'askProcess' }] as const
const calling = {
  getNext: { actions: 'callGetInstance' },
  acknowledge: { actions: 'callAcknowledge' },
  cancel: {
    actions: ['enterCall', 'issued', { type: 'cite', params: { clauses: ['MI-29'] } }, 'callCancel'],
  },
  close: { actions: ['enterCall', 'callClose'] },
} as const
const entering = ['enterCallback', 'callKept', 'forgetKept'] as const

/**
 * The application, as far as one of its operations is concerned: it starts it, takes results in callbacks or with
 * MI_Operation_GetInstance, cancels it, and has to close it. It may call at any time, also from inside a callback; whether that
 * makes sense is for the MI client library to say.
 */
export const client = clientParts.createMachine({
  id: 'mi/client',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance, kept: [], isInLast: false }),
  type: 'parallel',
  states: {
    calls: {
      initial: 'noOperation',
      on: {
        Exit: '.gone',
        getNext: calling.getNext,
        acknowledge: calling.acknowledge,
        cancel: [{ guard: 'isForCallback' }, calling.cancel],
        close: [{ guard: 'isForCallback' }, calling.close],
        closeSession: [{ guard: 'isForCallback' }, { actions: ['enterCall', 'callSessionClose'] }],
        'MI_Operation_Cancel returned': [
          { guard: 'isAccepted', actions: ['accepted', 'return'] },
          { actions: 'return' },
        ],
        'MI_Operation_Close returned': { actions: 'return' },
        'MI_Operation_GetInstance returned': { actions: ['takeResult', 'settle', 'return'] },
        'MI_OperationCallback_ResultAcknowledge returned': { actions: 'return' },
        'result callback': { actions: ['takeResult', 'settle'] },
      },
      states: {
        noOperation: {
          tags: 'idle',
          meta: { label: ['nothing started', 'idle'] },
          on: {
            start: [
              {
                guard: 'processIsThere',
                target: 'underWay.waiting',
                actions: ['passStart', 'startOperation', 'returnStart'],
              },
              ...asking,
            ],
            getNext: [{ guard: 'processIsThere', ...calling.getNext }, ...asking],
            acknowledge: [{ guard: 'processIsThere', ...calling.acknowledge }, ...asking],
            cancel: [{ guard: 'isForCallback' }, { guard: 'processIsThere', ...calling.cancel }, ...asking],
            close: [{ guard: 'isForCallback' }, { guard: 'processIsThere', ...calling.close }, ...asking],
          },
        },
        underWay: {
          on: {
            close: [
              { guard: 'isForCallback' },
              { guard: 'isBySomebodyElse', actions: ['enterCall', 'callClose'] },
              { target: 'closing', actions: ['enterCall', 'callClose'] },
            ],
            'MI_Operation_Close returned': closeReturned,
            'MI_Operation_GetInstance returned': [
              { guard: 'isFinal', target: 'ended', actions: ['takeResult', 'settle', 'return'] },
              { actions: ['takeResult', 'return'] },
            ],
            'result callback': [
              { guard: 'isFinal', target: 'ended', actions: ['takeResult', 'settle'] },
              { actions: 'takeResult' },
            ],
          },
          initial: 'waiting',
          states: {
            waiting: {
              tags: 'working',
              meta: { label: ['waits for results', 'waits'] },
              on: {
                'MI_Operation_Cancel returned': [
                  { guard: 'isAccepted', target: 'cancelling', actions: ['accepted', 'return'] },
                  { actions: 'return' },
                ],
              },
            },
            cancelling: {
              tags: 'windingDown',
              meta: { label: ['has cancelled, waits for the final result', 'waits for the end'] },
            },
          },
        },
        ended: {
          tags: 'over',
          meta: { label: ['has the final result, handle still open', 'handle still open', 'open'] },
          on: {
            close: [
              { guard: 'isForCallback' },
              { guard: 'isBySomebodyElse', actions: ['enterCall', 'callClose'] },
              { target: 'closing', actions: ['enterCall', 'callClose'] },
            ],
            'MI_Operation_Close returned': closeReturned,
          },
        },
        closing: {
          tags: 'windingDown',
          meta: { label: ['inside MI_Operation_Close', 'closing'] },
          on: { 'MI_Operation_Close returned': closeReturned },
        },
        closed: { tags: 'released', meta: { label: ['handle closed', 'closed'] } },
        gone: {
          tags: 'over',
          meta: { label: ['process ended, hears nothing any more', 'process ended', 'gone'] },
          on: {
            start: { actions: 'neverMade' },
            getNext: { actions: 'neverMade' },
            acknowledge: { actions: 'neverMade' },
            cancel: [{ guard: 'isForCallback' }, { actions: 'neverMade' }],
            close: [{ guard: 'isForCallback' }, { actions: 'neverMade' }],
            closeSession: [{ guard: 'isForCallback' }, { actions: 'neverMade' }],
          },
        },
      },
    },
    callback: {
      initial: 'none',
      on: { Exit: '.gone' },
      states: {
        none: {
          on: {
            ...keeping,
            'result callback': [
              { guard: 'callbacksTakeTime', target: 'running', actions: ['enterResult', ...entering] },
              { target: 'passing', actions: [...entering, 'sayOver'] },
            ],
          },
        },
        passing: {
          on: {
            ...callingNow,
            SessionCloseWaits: 'stuck',
            CallbackOver: { target: 'none', actions: 'returnFromCallback' },
          },
        },
        running: {
          on: { ...callingNow, SessionCloseWaits: 'stuck' },
          after: {
            callbackTicks: { target: 'none', actions: ['returnResult', 'returnFromCallback'] },
          },
        },
        // Inside MI_Session_Close, which waits for handles that nobody but another thread can close now.
        stuck: {
          on: {
            ...keeping,
            CallbackOver: {},
            SessionCloseReturned: [
              { guard: 'callbacksTakeTime', target: 'running' },
              { target: 'none', actions: 'returnFromCallback' },
            ],
          },
        },
        gone: {},
      },
    },
  },
})
