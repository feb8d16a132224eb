/** Something that the documents leave open. */
export const QuestionIcon = () => (
  <svg viewBox="0 0 18 18" aria-hidden="true">
    <path d="M9 1.500L17 16H1z" fill="var(--drain-f)" stroke="var(--drain-e)" strokeWidth="1.500" />
    <path
      d="M7.300 8.300c.2-1 .9-1.500 1.800-1.500 1 0 1.700.6 1.700 1.500 0 1.300-1.700 1.300-1.700 2.800M9.100 12.600v1.500"
      fill="none"
      stroke="var(--drain-t)"
      strokeWidth="1.500"
    />
  </svg>
)

/** Something that somebody said. */
export const TalkIcon = () => (
  <svg viewBox="0 0 18 18" aria-hidden="true">
    <path d="M2.500 3.500h13v9H8.500L5 15.500v-3H2.500z" fill="none" stroke="var(--ink-3)" strokeWidth="1.400" />
  </svg>
)
