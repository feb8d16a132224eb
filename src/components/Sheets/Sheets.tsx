import { lazy, Suspense, type ReactNode } from 'react'
import { loadAllSpecs } from '#store/lab/derived.ts'
import { useLab } from '#store/services/hooks.ts'
import type { Sheet } from '#store/lab/lab.ts'

const KeysSheet = lazy(() => import('./KeysSheet.tsx').then((module) => ({ default: module.KeysSheet })))
/** The palette offers the scenarios of every specification, so it comes with all of them. */
const Palette = lazy(() =>
  Promise.all([import('./Palette.tsx'), loadAllSpecs()]).then(([module]) => ({ default: module.Palette })),
)
const ChartFrame = lazy(() => import('./ChartFrame.tsx').then((module) => ({ default: module.ChartFrame })))
const Told = lazy(() => import('../Told/Told.tsx').then((module) => ({ default: module.Told })))
const GlossarySheet = lazy(() =>
  import('../Glossary/GlossarySheet.tsx').then((module) => ({ default: module.GlossarySheet })),
)
/** The options of a question can come from every specification. */
const AskSheet = lazy(() =>
  Promise.all([import('../Ask/AskSheet.tsx'), loadAllSpecs()]).then(([module]) => ({ default: module.AskSheet })),
)
const ForksSheet = lazy(() => import('../Forks/ForksSheet.tsx').then((module) => ({ default: module.ForksSheet })))
const RoomSheet = lazy(() => import('../Review/Meet/RoomSheet.tsx').then((module) => ({ default: module.RoomSheet })))
const ServeSheet = lazy(() => import('./ServeSheet.tsx').then((module) => ({ default: module.ServeSheet })))
const ClauseSheet = lazy(() => import('./ClauseSheet.tsx').then((module) => ({ default: module.ClauseSheet })))

/** A number may be a code of any specification. */
const LookupSheet = lazy(() =>
  Promise.all([import('./LookupSheet.tsx'), loadAllSpecs()]).then(([module]) => ({ default: module.LookupSheet })),
)

function content(sheet: Sheet): ReactNode {
  switch (sheet.kind) {
    case 'keys':
      return <KeysSheet />
    case 'palette':
      return <Palette />
    case 'clause':
      return <ClauseSheet id={sheet.id} />
    case 'ask':
      return <AskSheet />
    case 'glossary':
      return <GlossarySheet term={sheet.term} />
    case 'told':
      return <Told />
    case 'forks':
      return <ForksSheet />
    case 'room':
      return <RoomSheet address={sheet.address} />
    case 'serve':
      return <ServeSheet />
    case 'lookup':
      return <LookupSheet text={sheet.text} />
    case 'chart':
      return <ChartFrame role={sheet.role} />
  }
}

/** The sheet that lies over the page, if one does. Each loads when it is first opened. */
export function Sheets() {
  const sheet = useLab((state) => state.sheet)
  return sheet === null ? null : <Suspense>{content(sheet)}</Suspense>
}
