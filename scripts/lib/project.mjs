// Where the project is, and how its scripts start other programs. Node built-ins only: runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** @param {string[]} parts */
export const inProject = (...parts) => join(root, ...parts)

/**
 * Runs a program in the project's folder and answers with its exit code; its output goes where ours goes.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, cwd = root, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, ...env } })
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 1))
  })
}

/**
 * Runs the npm that started us, or the one on the path. npm's own output is not ours, so all of it goes to stderr.
 * @param {string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
  const started = process.env['npm_execpath']
  const viaNode = started !== undefined && /npm-cli\.c?js$/.test(started)
  const result = viaNode
    ? spawnSync(process.execPath, [started, ...args], { cwd, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  return result.status === 0
}
