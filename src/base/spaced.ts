/** `failedPrecondition` is "failed precondition"; words that are written in capitals stay as they are. */
export const spaced = (value: string): string =>
  /^[a-z]/.test(value) ? value.replaceAll(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`) : value
