/** What is picked in a chart; the picture and the list show it alike. */
export interface Picked {
  readonly kind: 'state' | 'transition'
  readonly id: string
}
