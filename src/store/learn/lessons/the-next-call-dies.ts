import type { Lesson } from './lesson.ts'

export const theNextCall: Lesson = {
  id: 'the-next-call-dies',
  title: 'A cancel while nothing runs',
  says: 'The control handle has a flag, and a cancel sets it. At {cancel} no call is running under the handle, so there is nothing to stop. The next call under the same handle comes later.',
  ask: { kind: 'next' },
  run: { spec: 'even6', scenario: 'poisoned-while-idle' },
  why: 'A cancel sets a flag on the control handle, also while no call is running. It returns ERROR_SUCCESS, and nothing takes the flag away again. The next call under that handle finds it set, and ends with ERROR_CANCELLED.',
  code: `EvtRpcCancel(control);     // the flag is set, and stays
EvtRpcClose(&control);     // so this handle is of no use any more
EvtRpcRegisterControllableOperation(binding, &control);
EvtRpcClearLog(control, channel, backup, 0, &info);`,
}
