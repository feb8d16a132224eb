/** Calls that a runtime makes into somebody's own code. What they return is no outcome of an operation. */
export const callbackTitles: Readonly<Record<string, string>> = {
  finalResult: 'Final-result callback',
  cancelCallback: 'Cancel callback',
  freeStateCallback: 'Free-state callback',
}
