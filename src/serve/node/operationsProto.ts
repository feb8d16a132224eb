import type { fromJSON } from '@grpc/proto-loader'

/** The messages of google.longrunning.Operations, by name and number of their fields (operations.proto, status.proto, error_details.proto). */

const fields = (of: Readonly<Record<string, readonly [type: string, id: number]>>) => ({
  fields: Object.fromEntries(Object.entries(of).map(([name, [type, id]]) => [name, { type, id }])),
})
const named = fields({ name: ['string', 1] })
const method = (requestType: string, responseType: string) => ({ requestType, responseType })
const any = 'google.protobuf.Any'
const empty = 'google.protobuf.Empty'

const longrunning = {
  Operations: {
    methods: {
      ListOperations: method('ListOperationsRequest', 'ListOperationsResponse'),
      GetOperation: method('GetOperationRequest', 'Operation'),
      DeleteOperation: method('DeleteOperationRequest', empty),
      CancelOperation: method('CancelOperationRequest', empty),
      WaitOperation: method('WaitOperationRequest', 'Operation'),
    },
  },
  Operation: {
    oneofs: { result: { oneof: ['error', 'response'] } },
    ...fields({
      name: ['string', 1],
      metadata: [any, 2],
      done: ['bool', 3],
      error: ['google.rpc.Status', 4],
      response: [any, 5],
    }),
  },
  GetOperationRequest: named,
  DeleteOperationRequest: named,
  CancelOperationRequest: named,
  WaitOperationRequest: fields({ name: ['string', 1], timeout: ['google.protobuf.Duration', 2] }),
  ListOperationsRequest: fields({
    filter: ['string', 1],
    pageSize: ['int32', 2],
    pageToken: ['string', 3],
    name: ['string', 4],
  }),
  ListOperationsResponse: {
    fields: { operations: { rule: 'repeated', type: 'Operation', id: 1 }, nextPageToken: { type: 'string', id: 2 } },
  },
}

const protobuf = {
  Any: fields({ typeUrl: ['string', 1], value: ['bytes', 2] }),
  Empty: fields({}),
  Duration: fields({ seconds: ['int64', 1], nanos: ['int32', 2] }),
  Struct: { fields: { fields: { keyType: 'string', type: 'Value', id: 1 } } },
  Value: fields({ boolValue: ['bool', 4] }),
}

const rpc = {
  Status: {
    fields: {
      code: { type: 'int32', id: 1 },
      message: { type: 'string', id: 2 },
      details: { rule: 'repeated', type: any, id: 3 },
    },
  },
  ErrorInfo: {
    fields: {
      reason: { type: 'string', id: 1 },
      domain: { type: 'string', id: 2 },
      metadata: { keyType: 'string', type: 'string', id: 3 },
    },
  },
}

/** As protobufjs reads it. The service Codec is never called: it lends the ways of writing messages that travel inside others. */
export const operationsProto = {
  nested: {
    google: {
      nested: { longrunning: { nested: longrunning }, protobuf: { nested: protobuf }, rpc: { nested: rpc } },
    },
    aftercancel: {
      nested: {
        Codec: {
          methods: {
            Status: method('google.rpc.Status', 'google.rpc.ErrorInfo'),
            Struct: method('google.protobuf.Struct', empty),
          },
        },
      },
    },
  },
} as Parameters<typeof fromJSON>[0]
