import type { Lesson } from './lesson.ts'

export const pollingIsLuck: Lesson = {
  id: 'polling-is-luck',
  title: 'Who looks too seldom',
  says: 'An export looks at the flag every {knob:pollTicks} ticks and does not see it in between. The cancel at {cancel} comes shortly before the work is over, and it is accepted.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'even6', scenario: 'export-never-looked' },
  why: 'An export looks at the flag every {knob:pollTicks} ticks, and at its last look the cancel had not come yet. It finishes at {stopped}, and its call returns ERROR_SUCCESS, as the cancel does. Both answers are right, and neither says that something was stopped.',
  code: `error_status_t ended = EvtRpcExportLog(control, channel, query, backup, flags, &info);
if (ended == ERROR_CANCELLED)
    discard(backup);   // stopped half-way
else if (ended == ERROR_SUCCESS)
    use(backup);       // complete, cancelled or not`,
}
