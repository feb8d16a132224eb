export {
  CancelFailure,
  everyCancel,
  type EveryCancelOptions,
  type Failure,
  type Moment,
  type Told,
} from './everyCancel.ts'
export type { Way } from './mocks.ts'
export type { ScenarioFile } from './scenario.ts'
export { serveLro, type ServedLro, type ServeOptions } from './serveLro.ts'
