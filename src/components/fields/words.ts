import { optionWords } from '#store/lab/valueWords.ts'

export { optionWords as inWords, valueWords } from '#store/lab/valueWords.ts'

/** Names of arguments that say more than the document's own. */
const titles: Readonly<Record<string, string>> = {
  op: 'Operation',
  kind: 'Type',
  reason: 'Reason',
  identity: 'Caller',
  results: 'Results',
}

/** What an argument of a command is called, in its field and in the line of the command. */
export const argumentTitle = (name: string): string => titles[name] ?? optionWords(name)
