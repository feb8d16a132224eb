import type { sendUnaryData, ServerUnaryCall, ServiceDefinition } from '@grpc/grpc-js'
import { ensure } from '#base/assert.ts'
import type { Json } from '#base/json.ts'
import { rpcNamed, rpcValue } from '#formats/rpcCodes.ts'
import { failed } from '../answers.ts'
import { exchange, type Exchanged } from '../exchange.ts'
import type { HttpRequest } from '../http.ts'
import type { Service } from '../service.ts'
import { operationsProto } from './operationsProto.ts'

export interface GrpcListening {
  /** `127.0.0.1:PORT`; without TLS. */
  readonly address: string
  readonly close: () => void
}

/** The packages are loaded by whoever wants gRPC, and by nobody else. */
async function packages() {
  try {
    const [grpc, loader] = await Promise.all([import('@grpc/grpc-js'), import('@grpc/proto-loader')])
    return { grpc, loader }
  } catch {
    throw new Error('gRPC needs two packages: npm install @grpc/grpc-js @grpc/proto-loader')
  }
}

interface Message {
  readonly name?: string
  readonly filter?: string
  readonly pageSize?: number
  readonly pageToken?: string
  readonly timeout?: { readonly seconds: number; readonly nanos: number } | null
}

const pathOf = (name: string): string => `/v1/${name.split('/').map(encodeURIComponent).join('/')}`

/** Each method as the request that says the same over HTTP: there is one way into the model. */
const requests: Readonly<Record<string, (message: Message) => Pick<HttpRequest, 'method' | 'url' | 'body'>>> = {
  GetOperation: ({ name = '' }) => ({ method: 'GET', url: pathOf(name), body: '' }),
  DeleteOperation: ({ name = '' }) => ({ method: 'DELETE', url: pathOf(name), body: '' }),
  CancelOperation: ({ name = '' }) => ({ method: 'POST', url: `${pathOf(name)}:cancel`, body: '' }),
  WaitOperation: ({ name = '', timeout }) => {
    const seconds = (timeout?.seconds ?? 0) + (timeout?.nanos ?? 0) / 1e9
    const isLimited = timeout !== null && timeout !== undefined
    return { method: 'POST', url: `${pathOf(name)}:wait`, body: isLimited ? `{"timeout":"${seconds}s"}` : '' }
  },
  ListOperations: ({ name = 'operations', filter = '', pageSize = 0, pageToken = '' }) => {
    const query = new URLSearchParams({ filter, pageSize: String(pageSize), pageToken })
    return { method: 'GET', url: `${pathOf(name)}?${query.toString()}`, body: '' }
  },
}

type Write = (value: object) => Buffer
interface Codec {
  readonly status: Write
  readonly info: Write
  readonly struct: Write
}

const typed = (name: string, value: Buffer) => ({ typeUrl: `type.googleapis.com/${name}`, value })

/** An Operation in JSON as its message. */
function messageOf(operation: Json, { struct }: Codec): object {
  const { metadata, response, ...rest } = operation as Readonly<Record<string, Json>>
  const isRequested = metadata !== undefined
  const fields = { requestedCancellation: { boolValue: true } }
  return {
    ...rest,
    ...(isRequested ? { metadata: typed('google.protobuf.Struct', struct({ fields })) } : {}),
    ...(response === undefined ? {} : { response: typed('google.protobuf.Empty', Buffer.alloc(0)) }),
  }
}

interface Refused {
  readonly error: {
    readonly status: string
    readonly message: string
    readonly details: readonly { readonly reason: string; readonly domain: string; readonly metadata: object }[]
  }
}

/** Serves google.longrunning.Operations on a host and port; 0 is one that is free. @throws where the packages are missing */
export async function listenGrpc(
  service: Service,
  { host = '127.0.0.1', port = 0, tickMs }: { readonly host?: string; readonly port?: number; readonly tickMs: number },
): Promise<GrpcListening> {
  const { grpc, loader } = await packages()
  const definitions = loader.fromJSON(operationsProto, { longs: Number, defaults: true, oneofs: true })
  const operations = definitions['google.longrunning.Operations'] as ServiceDefinition
  const helpers = definitions['aftercancel.Codec'] as ServiceDefinition
  const { Status: both, Struct: structs } = helpers
  const codec: Codec = {
    status: ensure(both, 'the codec is there').requestSerialize as Write,
    info: ensure(both, 'the codec is there').responseSerialize as Write,
    struct: ensure(structs, 'the codec is there').requestSerialize as Write,
  }

  const refused = (body: Json) => {
    const { error } = body as unknown as Refused
    const code = Number(rpcValue(rpcNamed(error.status) ?? 'UNKNOWN'))
    const details = error.details.map((info) => typed('google.rpc.ErrorInfo', codec.info(info)))
    const metadata = new grpc.Metadata()
    metadata.set('grpc-status-details-bin', codec.status({ code, message: error.message, details }))
    return { code, details: error.message, metadata }
  }

  const reply = (method: string, answered: Exchanged, callback: sendUnaryData<object>): void => {
    if (typeof answered !== 'object') callback({ code: grpc.status.UNAVAILABLE, details: 'the connection was lost' })
    else if (answered.status !== 200) callback(refused(answered.body))
    else if (method === 'ListOperations') {
      const { operations: all, ...rest } = answered.body as { readonly operations: readonly Json[] }
      callback(null, { ...rest, operations: all.map((each) => messageOf(each, codec)) })
    } else callback(null, messageOf(answered.body, codec))
  }

  const handler = (method: string) => (call: ServerUnaryCall<Message, object>, callback: sendUnaryData<object>) => {
    const gone = new AbortController()
    call.on('cancelled', () => gone.abort())
    const [authorization = null] = call.metadata.get('authorization')
    const said = ensure(requests[method], `${method} is a method`)(call.request)
    const request = { ...said, authorization: authorization === null ? null : String(authorization) }
    const answered = exchange(service, request, { gone: gone.signal, tickMs })
    answered
      .then((answer) => reply(method, answer, callback))
      .catch((error: unknown) => reply(method, failed(error), callback))
  }

  const server = new grpc.Server()
  const methods = Object.keys(requests)
  server.addService(operations, Object.fromEntries(methods.map((method) => [method, handler(method)])))
  const bound = await new Promise<number>((resolve, reject) => {
    const done = (error: Error | null, actual: number): void => (error === null ? resolve(actual) : reject(error))
    server.bindAsync(`${host}:${port}`, grpc.ServerCredentials.createInsecure(), done)
  })
  return { address: `${host}:${bound}`, close: () => server.forceShutdown() }
}
