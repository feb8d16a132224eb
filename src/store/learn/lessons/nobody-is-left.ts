import type { Lesson } from './lesson.ts'

export const nobodyIsLeft: Lesson = {
  id: 'nobody-is-left',
  title: 'Ctrl+C stops nobody',
  says: 'A program that is stopped sends nothing: no cancel, no farewell. Who does the work cannot notice, and works for nobody. Here somebody else has kept the name.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'lro', scenario: 'back-by-name' },
  why: 'The program that began the work sends nothing when it ends, so the worker goes on. The name of the operation is all that a cancel needs: somebody else has it, and cancels at {cancel}. The worker stops at {stopped}, and what it did since the program ended was for nobody.',
  code: `os.WriteFile("operation", []byte(op.GetName()), 0o600) // before anything can end the program
// The next time:
name, _ := os.ReadFile("operation")
client.CancelOperation(ctx, &pb.CancelOperationRequest{Name: string(name)})`,
}
