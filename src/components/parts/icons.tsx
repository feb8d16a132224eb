import type { ReactNode } from 'react'
import type { Milestone } from '#store/lab/types.ts'

/** Own drawings, on a grid of 16. They say nothing by themselves: whoever uses one gives its button a name. */
function Icon({ children, solid = false }: { readonly children: ReactNode; readonly solid?: boolean }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill={solid ? 'currentColor' : 'none'}
      stroke={solid ? 'none' : 'currentColor'}
      strokeWidth="1.5"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  )
}

/** A flag planted in a line that goes on, dashed: what happens after the cancel. */
export function Brand() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path d="M5.500 2v16" stroke="currentColor" strokeWidth="1.8" />
      <path d="M5.500 2.600h8.200l-2.400 3.200 2.400 3.200H5.500z" fill="var(--cancel)" />
      <path d="M8.200 14.600h2.300m1.900 0h2.300m1.900 0h2.300" stroke="var(--ink-3)" strokeWidth="1.8" />
    </svg>
  )
}

export const FlagIcon = () => (
  <Icon solid>
    <path d="M3 1.500h1.400v13H3zM5 2.200h8.300l-2.200 2.900 2.200 2.900H5z" />
  </Icon>
)
export const LinkIcon = () => (
  <Icon>
    <path d="M6.600 9.400l2.800-2.800M7.300 4.600l1.400-1.400a2.900 2.900 0 0 1 4.100 4.100l-1.400 1.400M8.700 11.400l-1.400 1.400a2.900 2.900 0 0 1-4.100-4.100l1.400-1.400" />
  </Icon>
)
export const SystemIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.600" />
    <path d="M8 2.400a5.600 5.600 0 0 1 0 11.200z" fill="currentColor" stroke="none" />
  </Icon>
)
export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1v2m0 10v2M1 8h2m10 0h2M3.050 3.050l1.400 1.400m7.100 7.100l1.400 1.400m0-9.900l-1.400 1.400m-7.100 7.100l-1.400 1.400" />
  </Icon>
)
export const MoonIcon = () => (
  <Icon>
    <path d="M13 9.600A5.600 5.600 0 0 1 6.400 3a5.600 5.600 0 1 0 6.600 6.600z" />
  </Icon>
)
export const FirstIcon = () => (
  <Icon solid>
    <path d="M3 3h1.600v10H3zM13 3v10L5.500 8z" />
  </Icon>
)
export const LastIcon = () => (
  <Icon solid>
    <path d="M11.400 3H13v10h-1.600zM3 3l7.500 5L3 13z" />
  </Icon>
)
export const PreviousIcon = () => (
  <Icon>
    <path d="M10 3.500L5.500 8l4.500 4.500" />
  </Icon>
)
export const NextIcon = () => (
  <Icon>
    <path d="M6 3.500L10.500 8 6 12.500" />
  </Icon>
)
export const PlayIcon = () => (
  <Icon solid>
    <path d="M4.500 2.800v10.400L13 8z" />
  </Icon>
)
export const PauseIcon = () => (
  <Icon solid>
    <path d="M4 3h3v10H4zm5 0h3v10H9z" />
  </Icon>
)
export const LoopIcon = () => (
  <Icon>
    <path d="M11.500 1.800L13.700 4l-2.200 2.200M13.400 4H5.200A2.700 2.700 0 0 0 2.500 6.700v1M4.500 14.200L2.300 12l2.200-2.200M2.600 12h8.200a2.700 2.700 0 0 0 2.700-2.700v-1" />
  </Icon>
)
export const ListIcon = () => (
  <Icon>
    <path d="M2.500 3.800h1.600m2.400 0h7M2.500 8h1.600m2.400 0h7M2.500 12.200h1.600m2.400 0h7" />
  </Icon>
)
export const FindIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.250" />
    <path d="M10.200 10.200l3.800 3.800" />
  </Icon>
)
export const SaveIcon = () => (
  <Icon>
    <path d="M8 2.200v7.600M4.800 6.800L8 10l3.200-3.200M2.800 13.200h10.400" />
  </Icon>
)
export const UndoIcon = () => (
  <Icon>
    <path d="M5.800 2.800L2.600 6l3.200 3.200M3 6h6.300a3.600 3.600 0 0 1 0 7.200H6.500" />
  </Icon>
)
export const RedoIcon = () => (
  <Icon>
    <path d="M10.200 2.800L13.400 6l-3.200 3.200M13 6H6.700a3.600 3.600 0 0 0 0 7.200h2.800" />
  </Icon>
)
export const ChevronIcon = () => (
  <Icon>
    <path d="M4 6l4 4 4-4" />
  </Icon>
)
export const CloseIcon = () => (
  <Icon>
    <path d="M3.500 3.500l9 9m0-9l-9 9" />
  </Icon>
)

const glyphs: Readonly<Record<Milestone, ReactNode>> = {
  issued: <path d="M4 3l9 5-9 5z" fill="var(--cancel)" stroke="none" />,
  accepted: <circle cx="8" cy="8" r="4.500" fill="var(--surface)" strokeWidth="1.800" />,
  noticed: (
    <>
      <circle cx="8" cy="8" r="4.500" fill="var(--surface)" />
      <path d="M8 3.500a4.500 4.500 0 0 0 0 9z" fill="currentColor" stroke="none" />
    </>
  ),
  stopped: <path d="M3.700 3.700h8.600v8.600H3.700z" fill="currentColor" stroke="none" />,
  settled: <circle cx="8" cy="8" r="5" fill="currentColor" stroke="none" />,
  released: <path d="M8 2.500L13.500 8 8 13.500 2.500 8z" fill="var(--surface)" strokeWidth="1.800" />,
}

/** One shape for each milestone, the same everywhere. */
export const MilestoneIcon = ({ name }: { readonly name: Milestone }) => <Icon>{glyphs[name]}</Icon>
