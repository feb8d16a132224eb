import type { Lesson } from './lesson.ts'

export const onlyThoseWhoAsk: Lesson = {
  id: 'only-those-who-ask',
  title: 'Only those who ask are told',
  says: 'Here the cancel goes to the host, and an operation hears of it only if it has registered a callback. This one never did. The client is disconnected and has its error at {settled}.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'wws', scenario: 'nobody-told-the-operation' },
}
