// The bill of materials of what is installed to run Suture, as CycloneDX 1.5, from package-lock.json.
//
//   npm run sbom [file]      sbom.cdx.json by default; beside a release, never in the repository
//
// `npm sbom` refuses a tree in which an optional peer of an optional dependency does not fit, as ours has some.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './ensure-install.mjs'

/**
 * @typedef {{ name?: string, version?: string, integrity?: string, license?: string, dev?: boolean, optional?: boolean,
 *   dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>, link?: boolean }} LockedPackage
 */

/**
 * @param {{ name: string, version: string, packages: Record<string, LockedPackage> }} lock
 * @returns {object} Without time or serial number: the same lockfile gives the same bytes.
 */
export function makeSbom({ name, version, packages }) {
  const installed = Object.entries(packages).filter(
    ([path, { dev, link }]) => path !== '' && !dev && !link,
  )
  const components = new Map()
  for (const [path, found] of installed) {
    const component = componentOf(nameOf(path, found), found)
    components.set(component.purl, component)
  }
  const own = purlOf(name, version)
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': own, name, version, purl: own },
    },
    components: [...components.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
    dependencies: [
      [own, '', packages[''] ?? {}],
      ...installed.map(([path, found]) => [
        purlOf(nameOf(path, found), found.version),
        path,
        found,
      ]),
    ]
      .map(([ref, path, found]) => ({ ref, dependsOn: dependsOn(packages, path, found) }))
      .filter(({ ref }, index, all) => all.findIndex((other) => other.ref === ref) === index),
  }
}

function componentOf(name, { version = '', integrity, license, optional }) {
  const purl = purlOf(name, version)
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    ...(optional && { scope: 'optional' }),
    ...(license && { licenses: [{ license: { name: license } }] }),
    ...(integrity && { hashes: hashesOf(integrity) }),
  }
}

const algorithms = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' }

function hashesOf(integrity) {
  return integrity.split(' ').map((one) => {
    const [algorithm, digest] = one.split(/-(.*)/s)
    return { alg: algorithms[algorithm], content: Buffer.from(digest, 'base64').toString('hex') }
  })
}

/** As Node finds them: in the folder of the package, then in those above. */
function dependsOn(packages, path, { dependencies, optionalDependencies }) {
  const found = Object.keys({ ...dependencies, ...optionalDependencies }).flatMap((name) => {
    for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules') - 1))) {
      const place = `${at ? `${at}/` : ''}node_modules/${name}`
      const one = packages[place]
      if (one && !one.dev) return [purlOf(nameOf(place, one), one.version)]
      if (at === '') return []
    }
  })
  return [...new Set(found)].sort()
}

function nameOf(path, { name }) {
  return name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

function purlOf(name, version = '') {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const file = process.argv[2] ?? join(root, 'sbom.cdx.json')
  const sbom = makeSbom(lock)
  writeFileSync(file, `${JSON.stringify(sbom, undefined, 1)}\n`)
  console.log(`${file}: ${sbom.components.length} packages`)
}
