import { type Hash, sha256, stringToHex } from 'viem'
import * as z from 'zod/mini'
import { BaseError } from '@/lib/core/error/base-error'

/** SHA-256 of each file that a browser may be given, by its path below the root of the instance, without a slash before it. */
export type BuildAssets = Readonly<Record<string, Hash>>

/** What an instance says of itself, at `/.well-known/suture.json`. */
export type BuildManifest = {
  readonly schema: 'suture/instance/1'
  readonly version: string
  /** `hashAssets` of `assets`. */
  readonly hash: Hash
  readonly assets: BuildAssets
}

/** What an instance gives as its manifest is none, or contradicts itself. */
export class InvalidManifestError extends BaseError {
  override readonly name = 'InvalidManifestError'
}

/**
 * The hash of a build: SHA-256 of one line for each asset, `<hex of its SHA-256>  <path>\n`, ordered by path as bytes. It is what
 * `sha256sum` prints, so that anybody can make it without us:
 *
 *     find _next icon.svg … -type f | LC_ALL=C sort | xargs sha256sum | sha256sum
 *
 * The assets are every file below `.next/static`, under `_next/static/`, and every file of `public`: all the script and style
 * that a page can load. What a page itself says is no part of it; `readPage` tells what that may be.
 */
export function hashAssets(assets: BuildAssets): Hash {
  const lines = Object.entries(assets)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, hash]) => `${hash.slice(2)}  ${path}\n`)
  return sha256(stringToHex(lines.join('')))
}

/** @returns The manifest of these assets. */
export function buildManifest({
  version,
  assets,
}: Pick<BuildManifest, 'version' | 'assets'>): BuildManifest {
  return { schema: 'suture/instance/1', version, hash: hashAssets(assets), assets }
}

/** More files than any build has. */
const mostAssets = 5_000

const hashSchema = z.string().check(z.regex(/^0x[0-9a-f]{64}$/))

const manifestSchema = z.object({
  schema: z.literal('suture/instance/1'),
  version: z.string().check(z.maxLength(100)),
  hash: hashSchema,
  // Names of files, so that none of them leads elsewhere when it is asked for.
  assets: z.record(z.string().check(z.regex(/^(?:[\w~-][\w.~-]*\/)*[\w~-][\w.~-]*$/)), hashSchema),
})

/**
 * Reads what an instance says of itself. Its hash has to be that of the assets it lists.
 *
 * @throws InvalidManifestError
 */
export function parseBuildManifest(json: string): BuildManifest {
  const parsed = manifestSchema.safeParse(parseJson(json))
  const hint = 'Ask for the root of an instance of Suture. One that is older has no manifest.'
  if (!parsed.success || Object.keys(parsed.data.assets).length > mostAssets) {
    throw new InvalidManifestError('That is no manifest of an instance.', { hint })
  }
  const manifest = parsed.data as BuildManifest
  const made = hashAssets(manifest.assets)
  if (made === manifest.hash) return manifest
  throw new InvalidManifestError('The manifest contradicts itself.', {
    facts: [
      ['Says', manifest.hash],
      ['Its assets make', made],
    ],
    hint: 'Do not use this instance.',
  })
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
