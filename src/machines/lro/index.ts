import { lro as document } from '#specs/lro.ts'
import type { Protocol } from '../protocol.ts'
import { model } from './model.ts'
import { scenarios } from './scenarios.ts'

export const lro: Protocol = { document, model, scenarios, guards: {}, duties: [], worker: 'the worker' }
