import type { ClauseDetail } from '#store/explore/clause.ts'

/** How many things that happen there are named. */
const effectsMax = 4

const lowered = (text: string): string => text.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

/** A place where a machine carries a clause out, as a sentence: who, in which state, receives what, when, and what it does then. */
export function CitedPlace({ place }: { readonly place: ClauseDetail['citations'][number] }) {
  const { role, state, event, says, effects } = place
  const told = effects.slice(0, effectsMax).join(', ')
  return (
    <>
      <b>{role}</b>
      {state === '' ? '' : ` in state “${state}”`}
      {event === null ? (
        ' on entering or leaving it'
      ) : event === '' ? (
        ' at once'
      ) : (
        <>
          {' receives '}
          <code>{event}</code>
        </>
      )}
      {says === null ? '' : `, if ${lowered(says)}`}
      {told === '' ? '' : `: ${told}${effects.length > effectsMax ? ', …' : ''}`}
    </>
  )
}
