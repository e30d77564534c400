import { type ScriptHashes, scriptHash } from './script-hashes'

/** What React writes into an element to make a script that does not run by itself. */
const inertScript = '<script></script>'

/** @returns The text where it may become markup, else null. */
export function trustedMarkup(text: string): string | null {
  return text === inertScript ? text : null
}

/**
 * @param hashes Of the build; without it, e.g. in development, any file where the build has its own.
 * @returns The address where a script of ours is at it, else null.
 */
export function trustedScriptUrl(
  address: string,
  origin: string,
  hashes?: ScriptHashes | undefined,
): string | null {
  if (!URL.canParse(address, origin)) return null
  const url = new URL(address, origin)
  if (url.origin !== origin) return null
  // The files of the build and workers at the root; never what somebody has stored here.
  if (/^\/[\w.-]+\.js$/.test(url.pathname)) return address
  if (hashes) return scriptHash(address, origin, hashes) === undefined ? null : address
  return /^\/_next\/static\/[\w.~/-]+\.js$/.test(url.pathname) ? address : null
}
