import type { Hash } from 'viem'
import type { BuildAssets, BuildManifest } from '@/lib/core/instance/build-manifest'
import { type PageReading, readPage } from '@/lib/core/instance/read-page'

export type InstanceFacts = {
  readonly origin: string
  /** What it says of itself. */
  readonly manifest: BuildManifest
  /** SHA-256 of what it gave for each asset of its manifest; undefined where it gave none. */
  readonly given: Readonly<Record<string, Hash | undefined>>
  /** Pages as it gave them, by path. */
  readonly pages: Readonly<Record<string, string>>
}

/** Something an instance gave that it should not have. */
export type InstanceProblem = {
  /** The asset or page. */
  readonly where: string
  readonly problem: string
}

/**
 * Holds what an instance gives against what it says of itself: every asset hashes to what the manifest has, every page loads
 * nothing but assets of the manifest, each script by its hash, and holds no script of its own. The manifest is its word;
 * whether the build is the right one, `compareAssets` tells.
 */
export function judgeInstance({
  origin,
  manifest,
  given,
  pages,
}: InstanceFacts): InstanceProblem[] {
  const altered = Object.entries(manifest.assets).flatMap(([path, hash]) => {
    const own = given[path]
    if (own === hash) return []
    const problem = own === undefined ? 'is listed and not given' : `hashes to ${own}, not ${hash}`
    return [{ where: `/${path}`, problem }]
  })
  const strange = Object.entries(pages).flatMap(([where, html]) => {
    const { assets, seals, problems }: PageReading = readPage(html, origin)
    const unlisted = assets
      .filter((path) => !Object.hasOwn(manifest.assets, path))
      .map((path) => `loads /${path}, which the manifest does not list`)
    const unsealed = seals.flatMap(([path, integrity]) => {
      const hash = manifest.assets[path]
      if (hash === undefined || integrity === integrityOf(hash)) return []
      return [`loads /${path} ${integrity ? 'by another hash' : 'without its hash'}`]
    })
    return [...unlisted, ...unsealed, ...problems.map((one) => `holds ${one}`)].map((problem) => ({
      where,
      problem,
    }))
  })
  return [...altered, ...strange]
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * As elements have it: `sha256-` and the hash in base64.
 *
 * @internal
 */
export function integrityOf(hash: Hash): string {
  const bits = [...hash.slice(2)].map((hex) =>
    Number.parseInt(hex, 16).toString(2).padStart(4, '0'),
  )
  const sixes = bits.join('').match(/.{1,6}/g) ?? []
  const text = sixes.map((six) => digits[Number.parseInt(six.padEnd(6, '0'), 2)]).join('')
  return `sha256-${text}=`
}

/** What differs between two builds, by path. */
export function compareAssets(one: BuildAssets, other: BuildAssets): string[] {
  const paths = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()
  return paths.filter((path) => one[path] !== other[path])
}
