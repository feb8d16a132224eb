import type { Lesson } from './lesson.ts'

export const askingIsNotStopping: Lesson = {
  id: 'asking-is-not-stopping',
  title: 'Asking is not stopping',
  says: 'A cancel is a request. An answer only means that the request arrived; whoever does the work has to notice it first. Here one message takes {knob:linkTicks} ticks, and the worker looks for a cancel now and then.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'lro', scenario: 'cancel-half-way' },
  why: 'The request reaches the server and is accepted; that alone stops nobody. The worker looks for a cancel at {noticed} and stops there, and the client hears of it with its next look, at {settled}. From {cancel} to {stopped} the work goes on, and costs what it costs.',
  code: `err := client.CancelOperation(ctx, &pb.CancelOperationRequest{Name: name})
for err == nil && !op.GetDone() { // a cancel is a request: ask until it is done
	time.Sleep(interval)
	op, err = client.GetOperation(ctx, &pb.GetOperationRequest{Name: name})
}`,
}
