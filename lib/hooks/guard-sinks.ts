import { readScriptHashes } from './script-hashes'
import { sealScriptElements } from './seal-script-elements'
import { trustedMarkup, trustedScriptUrl } from './trusted-values'

/** As far as it is used. Not in TypeScript's own library yet. */
type TrustedTypes = {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: {
        readonly createHTML: (text: string) => string | null
        readonly createScriptURL: (url: string) => string | null
      },
    ): unknown
  }
}

/**
 * Sets the one policy through which text becomes markup or the address of a script in our pages: next to nothing does. What
 * it refuses, the browser refuses. Script from text is refused without being asked about. What becomes a script gets the hash
 * of its file.
 */
export function guardSinks(): void {
  const hashes = readScriptHashes()
  ;(globalThis as TrustedTypes).trustedTypes?.createPolicy('default', {
    createHTML: trustedMarkup,
    createScriptURL: (url) => trustedScriptUrl(url, location.origin, hashes),
  })
  if (hashes) sealScriptElements(hashes)
}
