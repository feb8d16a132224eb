/** What is computed beforehand and kept beside the sources, so that the page need not carry a layout engine. In units. */

/** x, y, width, height. */
export type StoredBox = readonly [number, number, number, number]
/** x and y of each corner, one after the other. */
export type StoredWay = readonly number[]

/** The states of a small multiple, by their places among its nodes, in the order in which a life goes through them. */
export type StoredOrder = readonly number[]

export interface StoredChart {
  /** Of everything that has a say in the chart and in the order of its small multiple. */
  readonly hash: string
  readonly size: readonly [number, number]
  readonly states: Readonly<Record<string, StoredBox>>
  /** The lines inside a state that has states in it. */
  readonly notes: Readonly<Record<string, StoredBox>>
  /** From the dot to the state in which a state begins. */
  readonly starts: Readonly<Record<string, StoredWay>>
  readonly arrows: Readonly<Record<string, { readonly way: StoredWay; readonly label: StoredBox }>>
}
