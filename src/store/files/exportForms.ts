/** Forms in which the run that one sees can be taken away. */
export const exportForms = [
  { id: 'svg', title: 'Picture, SVG', ending: 'svg', type: 'image/svg+xml' },
  { id: 'png', title: 'Picture, PNG', ending: 'png', type: 'image/png' },
  { id: 'clipboard', title: 'Picture to the clipboard', ending: 'png', type: 'image/png' },
  { id: 'html', title: 'Page that plays it offline, HTML', ending: 'html', type: 'text/html' },
  { id: 'frame', title: 'Frame for a page, to the clipboard', ending: 'html', type: 'text/html' },
  { id: 'mermaid', title: 'Sequence diagram, Mermaid', ending: 'mmd', type: 'text/plain' },
  { id: 'perfetto', title: 'Trace for Perfetto, JSON', ending: 'perfetto.json', type: 'application/json' },
  { id: 'shiviz', title: 'Log for ShiViz', ending: 'shiviz.log', type: 'text/plain' },
  { id: 'trace', title: 'Trace, JSON Lines', ending: 'jsonl', type: 'application/x-ndjson' },
  { id: 'scenario', title: 'Scenario, JSON', ending: 'json', type: 'application/json' },
  { id: 'playwright', title: 'Playwright test', ending: 'spec.ts', type: 'text/plain' },
] as const
export type ExportForm = (typeof exportForms)[number]['id']

/** How a picture is made. */
export interface PictureOptions {
  /** `page`: as the page is at the moment. */
  readonly theme: 'page' | 'light' | 'dark'
  readonly hasRibbon: boolean
}
export const usualPicture: PictureOptions = { theme: 'page', hasRibbon: true }
