export type EvidenceVerdict = 'allowed' | 'notAllowed' | 'notDecided'

export const verdictWords: Readonly<Record<EvidenceVerdict, string>> = {
  allowed: 'allowed',
  notAllowed: 'not allowed',
  notDecided: 'not decided',
}
