/** What `integrity` says of each script of the build, by its path from the root on. */
export type ScriptHashes = Readonly<Record<string, string>>

/** The list that `sealScripts` has written; undefined in development, where files change all the time. */
export function readScriptHashes(): ScriptHashes | undefined {
  return (globalThis as { sutureScripts?: ScriptHashes }).sutureScripts
}

/** @returns undefined where no script of the build is at that address. */
export function scriptHash(
  address: string,
  origin: string,
  hashes: ScriptHashes,
): string | undefined {
  if (!URL.canParse(address, origin)) return undefined
  const url = new URL(address, origin)
  const isListed = url.origin === origin && Object.hasOwn(hashes, url.pathname)
  return isListed ? hashes[url.pathname] : undefined
}
