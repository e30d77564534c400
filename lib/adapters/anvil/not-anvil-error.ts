import { BaseError } from '@/lib/core/error/base-error'

/** Something that only a local test chain may offer was asked of another node. */
export class NotAnvilError extends BaseError {
  override readonly name = 'NotAnvilError'
  constructor({ rpcUrl, isSilent }: { rpcUrl: string; isSilent: boolean }) {
    super('The demo signer works on a local Anvil only.', {
      facts: [['Node', isSilent ? `${rpcUrl} (does not answer)` : rpcUrl]],
      hint: isSilent ? 'Try again when the node is back.' : 'Connect a wallet instead.',
    })
  }
}
