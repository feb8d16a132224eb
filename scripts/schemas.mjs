// npm run schemas: writes the JSON Schemas that editors use, from the definitions that validate. A test says when they are out of date.
import { mkdirSync, writeFileSync } from 'node:fs'
import { runSource } from './lib/bundle.mjs'
import { ensurePackages } from './lib/install.mjs'
import { inProject } from './lib/project.mjs'

await ensurePackages()
/** @type {typeof import('../src/cli/schemas.ts')} */
const { schemas, schemaText } = await runSource('cli/schemas.ts')
const folder = inProject('public', 'schemas')
mkdirSync(folder, { recursive: true })
const all = Object.entries(schemas())
for (const [name, schema] of all) writeFileSync(`${folder}/${name}`, schemaText(schema))
console.log(`Written: ${all.map(([name]) => `public/schemas/${name}`).join(', ')}.`)
