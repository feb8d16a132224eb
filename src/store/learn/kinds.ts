/** Kinds of question that can be asked about one run. */
export const askKinds = ['code', 'late', 'held', 'tick', 'next', 'clause'] as const

export const kindTitles: Readonly<Record<(typeof askKinds)[number], string>> = {
  code: 'What the cancel returns',
  late: 'How many results still arrive',
  held: 'What is still held',
  tick: 'When something happens',
  next: 'How the next operation ends',
  clause: 'Which clause requires it',
}
