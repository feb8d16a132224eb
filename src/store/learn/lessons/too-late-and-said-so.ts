import type { Lesson } from './lesson.ts'

export const tooLate: Lesson = {
  id: 'too-late-and-said-so',
  title: 'Too late, and who says so',
  says: 'The work is over when the cancel comes. An API can call that success, since nothing runs any more, or an error, since nothing was cancelled. Callers that treat every error as a failure fare badly with the second.',
  ask: { kind: 'which', story: 'too-late', measure: 'refuses' },
  why: 'The failover cluster says that there is nothing to cancel; the others take the cancel, and it has no effect. Neither is a failure, since the work is over, as the caller wanted. Code that cancels has to treat both alike.',
  code: `DWORD code = ApiCancelClusterGroupOperation(group, 0, &status);
if (code == ERROR_INVALID_STATE)                        // over already, or too late
    ApiGetGroupState(group, &state, &node, &status);    // only the state says which`,
}
