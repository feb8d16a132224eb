/** Forms in which the run that one sees can be taken away. */
export const exportForms = [
  { id: 'svg', title: 'Picture, SVG', ending: 'svg', type: 'image/svg+xml' },
  { id: 'png', title: 'Picture, PNG', ending: 'png', type: 'image/png' },
  { id: 'html', title: 'Page that plays it offline, HTML', ending: 'html', type: 'text/html' },
  { id: 'mermaid', title: 'Sequence diagram, Mermaid', ending: 'mmd', type: 'text/plain' },
  { id: 'trace', title: 'Trace, JSON Lines', ending: 'jsonl', type: 'application/x-ndjson' },
  { id: 'scenario', title: 'Scenario, JSON', ending: 'json', type: 'application/json' },
  { id: 'playwright', title: 'Playwright test', ending: 'spec.ts', type: 'text/plain' },
] as const
export type ExportForm = (typeof exportForms)[number]['id']
