import type { Lesson } from './lesson.ts'

export const onlyThoseWhoAsk: Lesson = {
  id: 'only-those-who-ask',
  title: 'Only those who ask are told',
  says: 'Here the cancel goes to the host, and an operation is told only if it has registered a callback. This one never did. The client is disconnected and has its error at {settled}.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'wws', scenario: 'nobody-told-the-operation' },
  why: 'The abort of the host ends the channel, so the client has its error at {settled}. Only operations that have registered a callback are told, and this one never did. It works until {stopped}, for a caller that has gone.',
  code: `HRESULT CALLBACK Work(const WS_OPERATION_CONTEXT* context, JOB* job, WS_ERROR* error) {
    WsRegisterOperationForCancel(context, OnCancel, OnFree, job, error);
    while (!job->cancelled && step(job)) { }
    return job->cancelled ? E_ABORT : S_OK;
}`,
}
