import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import type { Page, WebSocketRoute } from '@playwright/test'

/** A port that nobody has. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** The library's own relay; settles when it listens. */
export async function startRelay(port: number): Promise<ChildProcess> {
  const relay = spawn(process.execPath, ['node_modules/@y/websocket-server/src/server.js'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port) },
  })
  await new Promise((resolve) => relay.stdout.once('data', resolve))
  return relay
}

interface Wire {
  cut(): Promise<void>
  mend(): void
}

/** What is between a page and the relay. */
export async function wireOf(page: Page, port: number): Promise<Wire> {
  let isCut = false
  const open = new Set<WebSocketRoute>()
  await page.routeWebSocket(new RegExp(`:${port}/`), async (socket) => {
    if (isCut) return socket.close()
    open.add(socket)
    socket.connectToServer()
  })
  return {
    async cut() {
      isCut = true
      await Promise.all([...open].map((socket) => socket.close()))
      open.clear()
    },
    mend: () => void (isCut = false),
  }
}
