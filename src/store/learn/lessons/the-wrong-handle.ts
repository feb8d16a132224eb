import type { Lesson } from './lesson.ts'

export const theWrongHandle: Lesson = {
  id: 'the-wrong-handle',
  title: 'Which handle?',
  says: 'A query has two handles: one to read with, and one to control it. The example of the document itself cancels with the first. The rules of the method say what comes of that.',
  ask: { kind: 'clause' },
  run: { spec: 'even6', scenario: 'wrong-handle' },
  why: 'EvtRpcCancel takes a control handle, and checks what it was given before anything else. A query handle is of another kind, so the cancel is refused with ERROR_INVALID_PARAMETER. The read goes on and ends well, since nobody was told to stop.',
  code: `EvtRpcRegisterLogQuery(binding, path, query, flags, &reader, &control, &size, &channels, &info);
EvtRpcQueryNext(reader, 10, timeout, 0, &count, &offsets, &sizes, &bytes, &buffer);
EvtRpcCancel(control);   // read with the one, cancel with the other`,
}
