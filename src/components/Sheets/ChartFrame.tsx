import { roleOf } from '#store/explore/charts.ts'
import { useLab } from '#store/services/hooks.ts'
import { ChartSheet } from '../Charts/ChartSheet.tsx'
import { SheetFrame } from './SheetFrame.tsx'

/** The statechart of a role over the page. */
export function ChartFrame({ role }: { readonly role: string }) {
  const title = useLab((state) => roleOf(state.scenario, role)?.title ?? role)
  return (
    <SheetFrame title={title} width="wide">
      <ChartSheet role={role} />
    </SheetFrame>
  )
}
