import type { Lesson } from './lesson.ts'

export const lineCut: Lesson = {
  id: 'the-line-is-cut',
  title: 'The line is cut',
  says: 'The connection is lost right after the cancel. Some clients are told by their own side, some ask again on a new connection. For others the end of the story is written where they cannot read it.',
  ask: { kind: 'which', story: 'lost', measure: 'neverTold' },
  why: 'Where the outcome is kept in a record, a client that connects again can read it. Here the client has its own call only, and that says RPC_S_CALL_FAILED, whatever became of the cancel. Whoever wants to know has to connect anew and look at the group.',
  code: `if (code == RPC_S_CALL_FAILED) {   // sent, and nobody knows what came of it
    group = ApiOpenGroupEx(binding, name, access, &granted, &error, &status);
    ApiGetGroupState(group, &state, &node, &status);
}`,
}
