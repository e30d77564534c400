import { type Address, type Client, isAddressEqual } from 'viem'
import { signTypedData } from 'viem/actions'
import { embeddedServiceUrl } from '@/lib/adapters/safe-service/embedded-service-url'
import { deleteDelegation, postDelegation } from '@/lib/adapters/safe-service/request-delegation'
import {
  delegateTypedData,
  hashDelegate,
  validTotps,
} from '@/lib/adapters/safe-service/request-typed-data'
import { assertWalletChain } from '@/lib/adapters/wallet/assert-wallet-chain'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import { parseWalletSignature } from '@/lib/core/safe/parse-wallet-signature'

/** The wallet signed, but not this request or not as this account. The signature never leaves the browser. */
export class ForeignDelegationError extends BaseError {
  override readonly name = 'ForeignDelegationError'
  constructor({ expected, recovered }: { expected: Address; recovered: Address }) {
    super('The signature the wallet returned is not one of this request by this account.', {
      facts: [
        ['Account connected', expected],
        ['Signature recovers to', recovered],
      ],
      hint: 'It was not sent anywhere. The wallet may have switched accounts, or signed something else.',
    })
  }
}

export type ChangeDelegationParameters = {
  readonly wallet: Client
  /** To add one an owner of the Safe, to take one back also the delegate. */
  readonly account: Address
  readonly safe: ChainAddress
  readonly delegate: Address
  readonly now: Date
} & (
  | { readonly change: 'add'; readonly label: string }
  | { readonly change: 'remove'; readonly delegator: Address }
)

/**
 * Lets somebody propose at a Safe in the connected owner's name, or takes that back. It is a word of the Safe service alone: a
 * delegate's signature counts nowhere. The request leaves the browser only after it was recovered to the account.
 *
 * @throws ForeignDelegationError, InvalidSignatureError, WalletError, SafeServiceAnswerError
 */
export async function changeDelegation(parameters: ChangeDelegationParameters): Promise<void> {
  const { wallet, account, safe, delegate, now } = parameters
  const { chainId } = safe
  const [totp] = validTotps(now)
  await assertWalletChain(wallet, chainId)
  const answer = await signTypedData(wallet, {
    account,
    ...delegateTypedData({ chainId, delegate, totp }),
  }).catch((error: unknown) => {
    throw toWalletError(error)
  })
  const { signer, data: signature } = await parseWalletSignature({
    signature: answer,
    safeTxHash: hashDelegate({ chainId, delegate, totp }),
    method: 'eip712',
  })
  if (!isAddressEqual(signer, account)) {
    throw new ForeignDelegationError({ expected: account, recovered: signer })
  }
  const service = { url: embeddedServiceUrl(chainId) }
  if (parameters.change === 'add') {
    const { label } = parameters
    await postDelegation(service, { safe, delegate, delegator: account, label, signature })
  } else {
    const { delegator } = parameters
    await deleteDelegation(service, { safe, delegate, delegator, signature })
  }
}
