// Adds to package-lock.json the platform packages that npm left out of it, so that `npm ci` works on every system.
//
// npm writes an optional package into the lockfile only when it could read its manifest while locking. A package that
// the registry in use did not offer then is missing for good, and on the system that needs it `npm ci` stops with
// `EUSAGE … Missing: <name>@<version> from lock file`. A stub that names version, os and cpu is enough for npm: it
// leaves the stub alone on other systems and fetches the package on its own.
//
//   node scripts/complete-lockfile.mjs           writes package-lock.json (run it after each change of dependencies)
//   node scripts/complete-lockfile.mjs --check   writes nothing, fails when something is missing

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {{ version?: string, optional?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 * @typedef {{ parent: string, name: string, version: string }} Omission
 */

const operatingSystems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = [
  ['wasm32', 'wasm32'],
  ['arm64', 'arm64'],
  ['aarch64', 'arm64'],
  ['amd64', 'x64'],
  ['x64', 'x64'],
  ['ia32', 'ia32'],
  ['ppc64', 'ppc64'],
  ['riscv64', 'riscv64'],
  ['s390x', 's390x'],
  ['arm', 'arm'],
]

/**
 * Every optional dependency that a package of the lockfile names and the lockfile does not hold.
 *
 * @param {Lockfile} lockfile
 * @returns {Omission[]}
 */
export function findOmissions({ packages }) {
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !resolves(packages, parent, name))
      .map(([name, version]) => ({ parent, name, version })),
  )
}

/** Node's own search: beside the package, then in each folder above it. */
function resolves(packages, parent, name) {
  for (
    let folder = parent;
    ;
    folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))
  ) {
    if (packages[folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`]) return true
    if (!folder) return false
  }
}

/**
 * The platform that a package is for, read from its name as all such packages spell it
 * (`@next/swc-win32-x64-msvc`); undefined where the name does not tell.
 *
 * @param {string} name
 * @param {readonly string[]} siblings names of all optional dependencies of the same parent
 * @returns {{ os?: string[], cpu: string[], libc?: string[] } | undefined}
 */
export function platformOf(name, siblings) {
  const os = operatingSystems.find((word) => name.includes(`-${word}`) || name.includes(`/${word}`))
  const cpu = processors.find(([word]) => name.includes(`-${word}`))?.[1]
  if (!cpu || (!os && cpu !== 'wasm32')) return undefined
  if (!os) return { cpu: [cpu] }
  if (name.includes('musl')) return { os: [os], cpu: [cpu], libc: ['musl'] }
  const hasMuslTwin = siblings.some(
    (other) => other.startsWith(`${name}-`) && other.includes('musl'),
  )
  if (name.includes('-gnu') || hasMuslTwin) return { os: [os], cpu: [cpu], libc: ['glibc'] }
  return { os: [os], cpu: [cpu] }
}

/**
 * The lockfile with a stub for each omission. A name or version that tells no platform is refused: a stub without one
 * would be installed everywhere.
 *
 * @param {Lockfile} lockfile
 * @returns {{ lockfile: Lockfile, added: string[] }}
 */
export function completeLockfile(lockfile) {
  const packages = { ...lockfile.packages }
  const added = []
  for (const { parent, name, version } of findOmissions(lockfile)) {
    if (resolves(packages, parent, name) && packages[`node_modules/${name}`]?.version === version)
      continue
    const path = packages[`node_modules/${name}`]
      ? `${parent}/node_modules/${name}`
      : `node_modules/${name}`
    packages[path] = stubOf(packages[parent] ?? {}, { parent, name, version })
    added.push(path)
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  return { lockfile: { ...lockfile, packages: Object.fromEntries(sorted) }, added }
}

/** In the order of keys that npm writes. */
function stubOf({ dev, optionalDependencies = {} }, { parent, name, version }) {
  const platform = platformOf(name, Object.keys(optionalDependencies))
  if (!platform || !/^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) {
    throw new Error(
      `${parent} wants ${name}@${version}: cannot tell its platform; lock it by hand.`,
    )
  }
  const { cpu, libc, os } = platform
  return {
    version,
    cpu,
    ...(dev ? { dev } : {}),
    ...(libc ? { libc } : {}),
    optional: true,
    ...(os ? { os } : {}),
  }
}

function main() {
  const path = fileURLToPath(new URL('../package-lock.json', import.meta.url))
  const before = readFileSync(path, 'utf8')
  const { lockfile, added } = completeLockfile(JSON.parse(before))
  for (const name of added) console.log(`missing: ${name}`)
  if (process.argv.includes('--check')) {
    if (added.length > 0)
      console.log('Run `node scripts/complete-lockfile.mjs` and commit package-lock.json.')
    process.exitCode = added.length > 0 ? 1 : 0
  } else if (added.length > 0) {
    writeFileSync(path, `${JSON.stringify(lockfile, undefined, 2)}\n`)
    console.log(`added ${added.length} to package-lock.json`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
