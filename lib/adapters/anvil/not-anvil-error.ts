import { BaseError } from '@/lib/core/error/base-error'

/** Something that only a local test chain may offer was asked of another node. */
export class NotAnvilError extends BaseError {
  override readonly name = 'NotAnvilError'
  constructor({ rpcUrl }: { rpcUrl: string }) {
    super('The demo signer works on a local Anvil only.', {
      facts: [['Node', rpcUrl]],
      hint: 'Connect a wallet instead.',
    })
  }
}
