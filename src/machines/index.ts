import { cmrp } from './cmrp/index.ts'
import { even6 } from './even6/index.ts'
import { lro } from './lro/index.ts'
import { mi } from './mi/index.ts'
import type { Specification } from './specification.ts'
import { register } from './registry.ts'
import { wws } from './wws/index.ts'

export { specificationOf } from './registry.ts'

/** Every specification, in the order of registry.ts. What only needs the one that is open asks there. */
export const specifications: readonly Specification[] = [mi, even6, cmrp, wws, lro]

specifications.forEach(register)
