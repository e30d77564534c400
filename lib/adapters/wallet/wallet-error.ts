import { BaseError as ViemError } from 'viem'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

export type WalletErrorKind =
  | 'rejected'
  | 'locked'
  | 'wrong-network'
  | 'account-changed'
  | 'reverted'
  /** The wallet does not know the method: another way to sign may work. */
  | 'unsupported'
  /** A contract account: its owners have it now. */
  | 'proposed'
  | 'failed'

/** Something between the button and the chain did not go as asked, in words that say what to do. */
export class WalletError extends BaseError {
  override readonly name = 'WalletError'
  readonly kind: WalletErrorKind
  constructor(
    kind: WalletErrorKind,
    message: string,
    parameters: { facts?: readonly ErrorFact[]; hint: string; cause?: unknown },
  ) {
    super(message, { ...parameters, retry: kind !== 'reverted' && kind !== 'proposed' })
    this.kind = kind
  }
}

/** What a wallet throws; that it only proposes is no error of its own. */
type ThrownKind = Exclude<WalletErrorKind, 'proposed'>

const codes: ReadonlyMap<unknown, ThrownKind> = new Map([
  // What nodes answer where the EVM reverted.
  [3, 'reverted'],
  [4001, 'rejected'],
  [4100, 'locked'],
  [4200, 'unsupported'],
  [4900, 'locked'],
  [4901, 'wrong-network'],
  [4902, 'wrong-network'],
  // WalletConnect's own word for 4001.
  [5000, 'rejected'],
  [-32002, 'locked'],
  [-32004, 'unsupported'],
  [-32601, 'unsupported'],
])

/**
 * Puts what a wallet, or the node behind it, threw into words. Errors of ours pass unchanged.
 *
 * @see https://eips.ethereum.org/EIPS/eip-1193#provider-errors for the codes.
 */
export function toWalletError(error: unknown): BaseError {
  if (error instanceof BaseError) return error
  const kind = classify(error)
  const cause = error
  switch (kind) {
    case 'rejected':
      return new WalletError(kind, 'The request was rejected in the wallet.', {
        hint: 'Nothing was signed or sent. Start again when you are ready.',
        cause,
      })
    case 'locked':
      return new WalletError(kind, 'The wallet is locked or already shows a request.', {
        hint: 'Open the wallet, unlock it or finish the open request, then try again.',
        cause,
      })
    case 'wrong-network':
      return new WalletError(kind, 'The wallet is on another network.', {
        hint: 'Switch the wallet to the chain of this patch and try again.',
        cause,
      })
    case 'reverted':
      return new WalletError(kind, 'The chain would refuse this transaction.', {
        facts: [['Reason', reasonOf(error)]],
        hint: 'Nothing was sent. Reload the facts; somebody may have acted in between.',
        cause,
      })
    case 'account-changed':
      return new WalletError(kind, 'The wallet no longer offers the account that was connected.', {
        hint: 'Choose the account again in the wallet, or connect anew.',
        cause,
      })
    case 'unsupported':
      return new WalletError(kind, 'The wallet does not know this kind of request.', {
        facts: [['Answer', reasonOf(error)]],
        hint: 'Nothing was signed. Another way to sign is offered where there is one.',
        cause,
      })
    case 'failed':
      return new WalletError(kind, 'The wallet or its node failed.', {
        facts: [['Answer', reasonOf(error)]],
        hint: 'Nothing is lost. Check the wallet, then try again.',
        cause,
      })
  }
}

const names: ReadonlyMap<unknown, ThrownKind> = new Map([
  ['UserRejectedRequestError', 'rejected'],
  ['ChainMismatchError', 'wrong-network'],
  ['SwitchChainError', 'wrong-network'],
  ['ConnectorChainMismatchError', 'wrong-network'],
  ['ConnectorAccountNotFoundError', 'account-changed'],
  ['ContractFunctionRevertedError', 'reverted'],
  ['ExecutionRevertedError', 'reverted'],
  ['UnsupportedProviderMethodError', 'unsupported'],
  ['MethodNotFoundRpcError', 'unsupported'],
  ['MethodNotSupportedRpcError', 'unsupported'],
])

/** Causes beyond this many are not asked; a chain of them may even lead back to itself. */
const deepestCause = 16

/**
 * The first cause that names itself, by its code or by its class, decides. Wallets also throw plain objects: the
 * EIP asks for `code` and `message`, not for an Error.
 */
function classify(error: unknown): ThrownKind {
  let cause = error
  for (let depth = 0; depth < deepestCause; depth += 1) {
    if (typeof cause !== 'object' || cause === null) break
    const thrown: { code?: unknown; name?: unknown; cause?: unknown } = cause
    const kind = codes.get(thrown.code) ?? names.get(thrown.name)
    if (kind) return kind
    cause = thrown.cause
  }
  return 'failed'
}

function reasonOf(error: unknown): string {
  if (error instanceof ViemError) return error.details || error.shortMessage
  const message = typeof error === 'object' && error !== null && 'message' in error && error.message
  if (typeof message === 'string' && message !== '') return message
  return typeof error === 'string' && error !== '' ? error : 'no reason given'
}
