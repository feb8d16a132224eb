import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'

// Mock Service Worker 3 wants Node 22, where the rest needs Node 20. Who has both tries the handlers with it too:
// npm install --prefix clients --no-save msw-3@npm:msw@3
const place = join(import.meta.dirname, 'node_modules', 'msw-3')
const isPossible = existsSync(place) && 'intersection' in Set.prototype

const load = vi.hoisted(() => (name: string) => import(/* @vite-ignore */ name) as Promise<object>)
vi.mock('msw', (original) => (isPossible ? load('msw-3') : original()))
vi.mock('msw/node', (original) => (isPossible ? load('msw-3/node') : original()))

await (isPossible ? import('../src/testing/msw.test.ts') : null)

it.skipIf(!isPossible)('is version 3, which has no handleRequest any more', async () => {
  expect(await import('msw')).not.toHaveProperty('handleRequest')
})
