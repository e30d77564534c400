/** What React writes into an element to make a script that does not run by itself. */
const inertScript = '<script></script>'

/** @returns The text where it may become markup, else null. */
export function trustedMarkup(text: string): string | null {
  return text === inertScript ? text : null
}

/** @returns The address where a script of ours is at it, else null. */
export function trustedScriptUrl(address: string, origin: string): string | null {
  if (!URL.canParse(address, origin)) return null
  const url = new URL(address, origin)
  // The files of the build and workers at the root; never what somebody has stored here.
  const isOurs = /^\/(_next\/static\/[\w.~/-]+|[\w.-]+)\.js$/.test(url.pathname)
  return url.origin === origin && isOurs ? address : null
}
