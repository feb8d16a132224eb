// Installs what is missing, and nothing else. Node built-ins only.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inProject, npm, root } from './project.mjs'

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockEntry */

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** @param {string} file @returns {Record<string, LockEntry>} */
const lockedPackages = (file) => (existsSync(file) ? readJson(file).packages : {})

/** npm keeps a lock of what it really installed; compare contents, since a checkout gives every file a new date. */
function mainPackagesInstalled() {
  const wanted = lockedPackages(inProject('package-lock.json'))
  const present = lockedPackages(inProject('node_modules', '.package-lock.json'))
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = present[path]
    if (found === undefined) return entry.optional === true || entry.devOptional === true
    return found.version === entry.version
  })
}

/**
 * Whether a folder beside the project has the packages that it names, in exactly these versions.
 * @param {string} folder
 */
function installedIn(folder) {
  /** @type {Record<string, string>} */
  const wanted = readJson(inProject(folder, 'package.json')).devDependencies
  return Object.entries(wanted).every(([name, version]) => {
    const manifest = inProject(folder, 'node_modules', name, 'package.json')
    return existsSync(manifest) && readJson(manifest).version === version
  })
}

/** @param {string} pid */
function isAlive(pid) {
  try {
    process.kill(Number(pid), 0)
    return true
  } catch {
    return false
  }
}

/**
 * Two commands started at once in a fresh clone must not both install.
 * @param {string} name
 * @param {() => Promise<void>} work
 */
async function oneAtATime(name, work) {
  const lock = inProject('.cache', `${name}.lock`)
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch {
      const holder = existsSync(lock) ? readFileSync(lock, 'utf8') : ''
      if (holder !== '' && !isAlive(holder)) rmSync(lock, { force: true })
      else await pause(100)
    }
  }
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/**
 * @param {string} what
 * @param {() => boolean} installed
 * @param {string[]} args
 * @param {string} cwd
 */
async function ensure(what, installed, args, cwd) {
  if (installed()) return
  await oneAtATime(`install-${basename(cwd)}`, async () => {
    if (installed()) return
    console.error(`Installing ${what} ...`)
    const done = await npm([...args, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], cwd)
    if (!done || !installed()) throw new Error(`npm could not install ${what}; its own message is above.`)
  })
}

/** Everything in package-lock.json. */
export const ensurePackages = () => ensure('packages', mainPackagesInstalled, ['ci'], root)

/** The formatter, the linter and the finder of dead code, which have no lock (see tools/package.json). */
export const ensureTools = () => ensure('the tools', () => installedIn('tools'), ['install'], inProject('tools'))

/** The client libraries that are held against the served model. */
export const ensureClients = () =>
  ensure('client libraries', () => installedIn('clients'), ['ci'], inProject('clients'))
