import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/** There is nothing to fork a chain with on this machine. */
export class AnvilMissingError extends BaseError {
  override readonly name = 'AnvilMissingError'
  constructor(looked: string) {
    super('Anvil is not installed.', {
      facts: [['Looked for', looked]],
      hint: 'Run npm install --include=optional, or install Foundry (https://getfoundry.sh) so that anvil is on the PATH.',
    })
  }
}

/** A fork did not start, ended, or did not answer as one does. */
export class ForkError extends BaseError {
  override readonly name = 'ForkError'
  constructor(what: string, said: string, cause?: unknown) {
    super(what, {
      // Of a URL only the host: keys of node providers stand behind it.
      facts: said ? [['Said', visibleText(hideUrls(said), { maxLength: 400 })]] : [],
      hint: 'Look whether the node answers and still has the state of that block.',
      retry: true,
      cause,
    })
  }
}

function hideUrls(text: string): string {
  return text.replace(/(\w+:\/\/)(?:[^@\s/]*@)?([\w.:[\]-]+)\/[^\s"',)]*/g, '$1$2/…')
}
