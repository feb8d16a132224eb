/** Colour is never the only carrier: every tone but the plain ones has a pattern. */
export function RibbonPatterns() {
  return (
    <defs>
      <pattern id="ribbon-start" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M0 3H3" stroke="var(--start-e)" opacity="0.5" />
      </pattern>
      <pattern id="ribbon-drain" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V6" stroke="var(--drain-e)" strokeWidth="1.6" opacity="0.42" />
      </pattern>
      <pattern id="ribbon-orphan" width="6" height="6" patternUnits="userSpaceOnUse">
        <circle cx="1.5" cy="1.5" r="0.95" fill="var(--orphan-e)" opacity="0.62" />
        <circle cx="4.5" cy="4.5" r="0.95" fill="var(--orphan-e)" opacity="0.62" />
      </pattern>
      <pattern id="ribbon-refuse" width="7" height="7" patternUnits="userSpaceOnUse">
        <path d="M0 0L7 7M7 0L0 7" stroke="var(--refuse-e)" strokeWidth="0.9" opacity="0.34" />
      </pattern>
      <pattern id="ribbon-gone" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <path d="M0 0V6" stroke="var(--line-3)" opacity="0.7" />
      </pattern>
      <pattern id="ribbon-mixed" width="4" height="4" patternUnits="userSpaceOnUse">
        <path d="M0.5 0V4" stroke="var(--ink-3)" opacity="0.8" />
      </pattern>
    </defs>
  )
}
