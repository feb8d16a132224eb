// Where the project is, and how its scripts start other programs. Node built-ins only: runs before anything is installed.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** @param {string[]} parts */
export const inProject = (...parts) => join(root, ...parts)

/**
 * Runs a program in the project's folder and answers with its exit code. Its output goes where ours goes, or to `heard`, piece by piece.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string, stdio?: import('node:child_process').StdioOptions, shell?: boolean, timeout?: number,
 *   heard?: (piece: string) => void }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, cwd = root, stdio = 'inherit', shell = false, timeout, heard } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: heard === undefined ? stdio : ['ignore', 'pipe', 'pipe'],
      shell,
      timeout,
      env: { ...process.env, ...env },
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', heard ?? (() => undefined))
    child.on('error', reject)
    // Not on its exit: then there may be something to be read yet.
    child.on('close', (code, signal) => resolve(signal === null ? (code ?? 1) : 1))
  })
}

/**
 * Runs the npm that started us, or the one on the path. npm's own output is not ours, so all of it goes to stderr.
 * @param {string[]} args
 * @param {string} cwd
 */
export async function npm(args, cwd) {
  const started = process.env['npm_execpath']
  const viaNode = started !== undefined && /npm-cli\.c?js$/.test(started)
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['ignore', 2, 2]
  const code = viaNode
    ? await run(process.execPath, [started, ...args], { cwd, stdio })
    : await run('npm', args, { cwd, stdio, shell: process.platform === 'win32' })
  return code === 0
}
