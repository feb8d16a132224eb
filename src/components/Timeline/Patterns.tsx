/** Colour is never the only carrier: every phase but work itself has a pattern. Ids begin with `timeline-`. */
export function Patterns() {
  return (
    <defs>
      <pattern id="timeline-starting" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M0 3H3" stroke="var(--start-e)" opacity="0.5" />
      </pattern>
      <pattern
        id="timeline-windingDown"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path d="M0 0V6" stroke="var(--drain-e)" strokeWidth="1.6" opacity="0.42" />
      </pattern>
      <pattern id="timeline-unaware" width="6" height="6" patternUnits="userSpaceOnUse">
        <circle cx="1.5" cy="1.5" r="0.95" fill="var(--orphan-e)" opacity="0.62" />
        <circle cx="4.5" cy="4.5" r="0.95" fill="var(--orphan-e)" opacity="0.62" />
      </pattern>
      <pattern id="timeline-over" width="8" height="5" patternUnits="userSpaceOnUse">
        <path d="M0 2.5H8" stroke="var(--over-e)" strokeWidth="0.8" opacity="0.35" />
      </pattern>
      <pattern id="timeline-refused" width="7" height="7" patternUnits="userSpaceOnUse">
        <path d="M0 0L7 7M7 0L0 7" stroke="var(--refuse-e)" strokeWidth="0.9" opacity="0.34" />
      </pattern>
    </defs>
  )
}
