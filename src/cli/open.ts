import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BadInput } from './input.ts'
import { integerOption, optionsOf } from './options.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** Where the built page is: beside the command in a package, further up while it is developed. */
function pageFolder(): string {
  const found = ['../dist/', '../../dist/']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((folder) => existsSync(join(folder, 'index.html')))
  if (found === undefined) throw new BadInput('open: the page is not built; npm run build does that')
  return found
}

/** The file of a path; null where there is none, or where it is outside of the folder. */
function fileAt(folder: string, url: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(url.replace(/[?#].*$/s, ''))
  } catch {
    return null
  }
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path))
  return file.startsWith(folder) && existsSync(file) && statSync(file).isFile() ? file : null
}

/** `open [--port P] [--host H]`: serves the page until Ctrl+C. */
export async function open(args: readonly string[]): Promise<{ readonly lines: readonly string[] }> {
  const { values, files } = optionsOf('open', args, { port: { type: 'string' }, host: { type: 'string' } })
  if (files.length > 0) throw new BadInput(`open: expected no files, found ${JSON.stringify(files[0])}`)
  const port = integerOption('port', values['port']) ?? 4173
  const host = typeof values['host'] === 'string' ? values['host'] : '127.0.0.1'
  const folder = pageFolder()
  const server = createServer(({ url = '/' }, response) => {
    const file = fileAt(folder, url)
    if (file === null) response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n')
    else response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(readFileSync(file))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  }).catch((error: unknown) => {
    throw new BadInput(`--port: ${error instanceof Error ? error.message : 'it cannot be listened on'}`)
  })
  const address = server.address()
  console.log(`http://${host}:${typeof address === 'object' ? address?.port : port}/ is the page; Ctrl+C stops it`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  server.closeAllConnections()
  server.close()
  return { lines: [] }
}
