import type { Lesson } from './lesson.ts'

export const theRace: Lesson = {
  id: 'the-race',
  title: 'A race at the end',
  says: 'The worker looks for a cancel only every so often, and the work is nearly done. The cancel at {cancel} arrives in between. What the cancel returns and what becomes of the work are two questions. This is the first.',
  ask: { kind: 'code' },
  run: { spec: 'lro', scenario: 'the-end-came-first' },
  why: 'The request arrives and is accepted, so the cancel returns OK. The worker would look for it only when the work is over, so it never sees it and ends at {stopped} with its result. The client reads OK twice, as the answers to two questions.',
  code: `err := client.CancelOperation(ctx, req) // nil: the request came in
op, _ = waitUntilDone(ctx, name)        // what became of the work
if err == nil && op.GetResponse() != nil {
	use(op.GetResponse()) // accepted, and done all the same
}`,
}
