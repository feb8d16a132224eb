/** The patterns of the map; fills alone would leave the categories to the colour-sighted. Ids begin with `map-`. */
export function Looks() {
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false" style={{ position: 'absolute' }}>
      <defs>
        <pattern id="map-drain" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V5" stroke="var(--surface)" strokeWidth="1.6" opacity="0.55" />
        </pattern>
        <pattern id="map-run" width="5" height="5" patternUnits="userSpaceOnUse">
          <path d="M0 2.500H5" stroke="var(--surface)" strokeWidth="1.200" opacity="0.6" />
        </pattern>
        <pattern id="map-orphan" width="5" height="5" patternUnits="userSpaceOnUse">
          <circle cx="1.300" cy="1.300" r="0.9" fill="var(--orphan-e)" />
          <circle cx="3.800" cy="3.800" r="0.9" fill="var(--orphan-e)" />
        </pattern>
        <pattern id="map-start" width="6" height="5" patternUnits="userSpaceOnUse">
          <path d="M0 2.500H3.500" stroke="var(--start-e)" strokeWidth="1.100" />
        </pattern>
        <pattern id="map-mixed" width="6" height="6" patternUnits="userSpaceOnUse">
          <path d="M0 0L6 6M6 0L0 6" stroke="var(--ink-3)" strokeWidth="1" />
        </pattern>
        <pattern id="map-none" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <path d="M0 0V6" stroke="var(--line-3)" strokeWidth="1.400" opacity="0.7" />
        </pattern>
      </defs>
    </svg>
  )
}
