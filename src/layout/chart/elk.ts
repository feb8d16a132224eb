/** The part of ELK's JSON that we write and read. */
export interface ElkLabel {
  readonly id?: string
  readonly text?: string
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
}
export interface ElkEdge {
  readonly id: string
  readonly sources: readonly string[]
  readonly targets: readonly string[]
  readonly labels?: readonly ElkLabel[]
  readonly sections?: readonly {
    readonly startPoint: ElkPoint
    readonly endPoint: ElkPoint
    readonly bendPoints?: readonly ElkPoint[]
  }[]
}
export interface ElkPoint {
  readonly x: number
  readonly y: number
}
export interface ElkNode {
  readonly id: string
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
  readonly layoutOptions?: Readonly<Record<string, string>>
  readonly labels?: readonly ElkLabel[]
  readonly children?: readonly ElkNode[]
  readonly edges?: readonly ElkEdge[]
}
