import type { Comment, Decision } from '#formats/minutes.ts'
import { decidedWords, formerWords, momentWords, valueWords, votesWords } from './decisionWords.ts'
import { countsOfSheet, type MinutesSheet, type SheetClause, type SheetQuestion } from './minutesSheet.ts'

/** Addresses in the page, by clause id and by `run CLAUSE`; what is missing is no link. */
export type SheetLinks = ReadonlyMap<string, string>

/** Text that somebody typed, so that it means nothing to Markdown; its lines stay lines. */
const plain = (text: string, indent = ''): string =>
  text
    .trim()
    .replaceAll(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replaceAll(/^(\s*)([-+]|\d+\.)(?=\s)/gm, '$1\\$2')
    .replaceAll(/\s*\n\s*\n\s*/g, `\n\n${indent}`)
    .replaceAll(/(?<!\n)\n(?!\n)/g, `  \n${indent}`)

const linked = (text: string, address: string | undefined): string =>
  address === undefined ? text : `[${text}](${address})`

/** A decision as lines of a list: what, why, who, until when, votes, and what it was before. */
function decisionLines(decision: Decision | null, question: SheetQuestion | null): string[] {
  if (decision === null) return []
  const { why = '', by = '', owner = '', due = '', link = '', changed, before = [] } = decision
  const votes = votesWords(decision, question)
  const line = (title: string, text: string): string[] => (text === '' ? [] : [`  - ${title}: ${text}`])
  const isQuestion = question !== null
  return [
    `- Decision: **${plain(decidedWords(decision, isQuestion))}**${by === '' ? '' : `, written down by ${plain(by)}`}, ${momentWords(changed)}`,
    ...line('Why', plain(why, '    ')),
    ...line('Owner', plain(owner)),
    ...line('Due', due),
    ...line('Link', plain(link)),
    ...line('Votes', plain(votes)),
    ...before
      .filter(({ choice }) => choice !== 'none')
      .map((past) => `  - Before, ${momentWords(past.changed)}: ${plain(formerWords(past, isQuestion), '    ')}`),
    '',
  ]
}

function commentLine({ author, text, words, made }: Comment, i: number): string {
  const who = author === '' ? '' : `**${plain(author)}** `
  const where = words === null ? '' : `on “${plain(words.quote)}”, `
  return `${i + 1}. ${who}${where}${momentWords(made)}:  \n   ${plain(text, '   ')}`
}

function questionLines(question: SheetQuestion): string[] {
  const { id, says, answer, knob, decision } = question
  return [
    `### ${id}`,
    '',
    plain(says),
    '',
    ...(knob === null
      ? [`Not switchable: the model always assumes: ${plain(answer ?? '')}`, '']
      : [
          `Our default reading: ${plain(valueWords(knob.knob.domain.default))}.${answer === null ? '' : ` ${plain(answer)}`}`,
          '',
        ]),
    ...decisionLines(decision, question),
  ]
}

/** "agrees: a, b; contradicts: c (at 4)" */
export function observedWords(observed: SheetClause['observed']): string {
  const agree = observed.filter(({ isContradicted }) => !isContradicted)
  const against = observed.filter(({ isContradicted }) => isContradicted)
  return [
    ...(agree.length === 0 ? [] : [`agrees: ${agree.map(({ name }) => name).join(', ')}`]),
    ...(against.length === 0 ? [] : [`contradicts: ${against.map(({ name, at }) => `${name} (at ${at})`).join(', ')}`]),
  ].join('; ')
}

function clauseLines(clause: SheetClause, links: SheetLinks): string[] {
  const { id, force, section, says, comments, decision, questions, verdicts, witness, observed } = clause
  return [
    `## ${linked(id, links.get(id))} (${force})`,
    '',
    `> ${plain(says)}`,
    '',
    `${plain(section)}, in our words.`,
    '',
    ...decisionLines(decision, null),
    ...comments.map(commentLine),
    ...(comments.length === 0 ? [] : ['']),
    ...questions.filter((question) => question.decision !== null && question.isFirst).flatMap(questionLines),
    ...(verdicts.length === 0
      ? []
      : [
          'Checked:',
          '',
          ...verdicts.map(
            ({ says: statement, word, note }) => `- ${plain(statement)} **${word}**${note === '' ? '' : ` (${note})`}`,
          ),
          '',
        ]),
    ...(observed.length === 0 ? [] : [`Observed: ${plain(observedWords(observed))}.`, '']),
    ...(witness === null
      ? []
      : [`Witness: ${linked(plain(witness.title), links.get(`run ${id}`))}. ${plain(witness.shows)}`, '']),
  ]
}

/** Minutes to read: who met, what was said and decided on one specification, clause by clause, and what stayed open. */
export function minutesMarkdown(sheet: MinutesSheet, links: SheetLinks = new Map()): string {
  const { title, family, documents, meeting, check, model, clauses, aside } = sheet
  const { comments, decided, undecided } = countsOfSheet(sheet)
  const spoken = clauses.filter(({ isSpoken }) => isSpoken)
  const head = [
    ...(meeting.date === '' ? [] : [`- Date: ${meeting.date}`]),
    ...(meeting.people.length === 0 ? [] : [`- People: ${meeting.people.map((each) => plain(each)).join(', ')}`]),
    `- Documents: ${documents.map((each) => plain(each)).join('; ')}`,
    ...(model === null ? [] : [`- Version of the model: ${model}`]),
    `- Check: ${check ?? 'not run; no verdict is known'}`,
    `- ${comments === 1 ? '1 comment' : `${comments} comments`}; decided: keep or leave open ${decided.keep}, ask the authors ${decided.ask}, fix the text ${decided.change}, reading chosen ${decided.reading}`,
    ...(aside === 0
      ? []
      : [`- Kept aside: ${aside} ${aside === 1 ? 'entry' : 'entries'} on clauses that this version does not know`]),
  ]
  return [
    `# Minutes: ${plain(meeting.title === '' ? title : `${meeting.title}, ${title}`)}`,
    '',
    `${plain(family)}.`,
    '',
    ...head,
    '',
    ...(spoken.length === 0
      ? ['Nothing was said or decided yet.', '']
      : spoken.flatMap((clause) => clauseLines(clause, links))),
    ...(undecided.length === 0
      ? []
      : ['## What stayed undecided', '', ...undecided.map(({ id, says }) => `- ${id}: ${plain(says)}`), '']),
  ].join('\n')
}

/** Something that is to be filed: the text of an issue for each decision to fix the text. */
export interface IssueText {
  readonly about: string
  readonly title: string
  readonly body: string
}

/** An issue for each clause or question of which it was decided that its text is to be fixed. */
export function issueTexts(sheet: MinutesSheet, links: SheetLinks = new Map()): readonly IssueText[] {
  const seen = new Set<string>()
  return sheet.clauses.flatMap((clause): IssueText[] => {
    const about = [
      { id: clause.id, says: clause.says, decision: clause.decision, question: null },
      ...clause.questions.map((question) => ({
        id: question.id,
        says: question.says,
        decision: question.decision,
        question,
      })),
    ]
    return about.flatMap(({ id, says, decision, question }): IssueText[] => {
      if (decision?.choice !== 'change' || seen.has(id)) return []
      seen.add(id)
      const short = says.length > 70 ? `${says.slice(0, 68).replace(/\s+\S*$/, '')}…` : says
      return [
        {
          about: id,
          title: `${sheet.title}: ${id}, ${short}`,
          body: [
            `**${clause.id}** (${clause.force}, ${plain(clause.section)}), in our words:`,
            '',
            `> ${plain(clause.says)}`,
            '',
            ...(question === null ? [] : [`**${id}**, left open: ${plain(says)}`, '']),
            ...decisionLines(decision, question),
            ...clause.comments.map(commentLine),
            ...(clause.comments.length === 0 ? [] : ['']),
            ...(links.get(clause.id) === undefined ? [] : [`Clause: ${links.get(clause.id)}`]),
            ...(links.get(`run ${clause.id}`) === undefined ? [] : [`Run: ${links.get(`run ${clause.id}`)}`]),
            `Documents: ${sheet.documents.map((each) => plain(each)).join('; ')}`,
            '',
          ].join('\n'),
        },
      ]
    })
  })
}

/** All of them in one file, to be copied from. */
export const issuesText = (issues: readonly IssueText[]): string =>
  issues.map(({ title, body }) => `# ${plain(title)}\n\n${body}`).join('\n---\n\n')
