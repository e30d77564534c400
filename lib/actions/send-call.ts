import type { Address, Client, Hash, TransactionReceipt } from 'viem'
import {
  call,
  getCode,
  getTransaction,
  sendTransaction,
  waitForTransactionReceipt,
} from 'viem/actions'
import { revertData } from '@/lib/adapters/rpc/revert-data'
import { assertWalletChain } from '@/lib/adapters/wallet/assert-wallet-chain'
import { toWalletError, WalletError } from '@/lib/adapters/wallet/wallet-error'
import type { Call } from '@/lib/core/chain/call'
import type { BaseError } from '@/lib/core/error/base-error'
import { explainRevert } from '@/lib/core/patch/explain-revert'

export type SendCallParameters = {
  wallet: Client
  /** Reads the chain the wallet writes to. */
  reader: Client
  account: Address
  chainId: number
  call: Call
}

/**
 * Sends a call from an account and waits until it is mined. It is tried on the latest state first, so that a
 * refusal costs nothing and its reason is known.
 *
 * @throws WalletError with the chain's reason when it would revert, or did.
 */
export async function sendCall(parameters: SendCallParameters): Promise<TransactionReceipt> {
  const { wallet, reader, account, chainId, call: message } = parameters
  const request = { to: message.target, data: message.data, value: message.value }
  try {
    await assertWalletChain(wallet, chainId)
    await call(reader, { ...request, account })
    const hash = await sendTransaction(wallet, {
      ...request,
      account,
      chain: null,
    })
    if (await isLeftToOwners(reader, account, hash)) throw handedOver(hash)
    const receipt = await waitUntilMined(reader, hash)
    if (receipt.status === 'reverted') {
      throw new WalletError('reverted', 'The transaction was mined but reverted.', {
        facts: [['Transaction', receipt.transactionHash]],
        hint: 'The state changed between the check and the block. Reload the facts.',
      })
    }
    return receipt
  } catch (error) {
    throw explained(error)
  }
}

/** For a contract account a wallet may only have proposed the call, and named it by a hash of its own. */
async function isLeftToOwners(reader: Client, account: Address, hash: Hash): Promise<boolean> {
  const code = await getCode(reader, { address: account })
  // A key whose account runs code (EIP-7702) still sends by itself.
  if (code === undefined || code === '0x' || code.startsWith('0xef0100')) return false
  return await getTransaction(reader, { hash }).then(
    () => false,
    () => true,
  )
}

function handedOver(hash: Hash): WalletError {
  return new WalletError('proposed', 'The Safe has it now, and its owners have to sign.', {
    facts: [['Named by the wallet', hash]],
    hint: 'Nothing was executed yet. Check the transaction where you sign it: suture shows the hashes of what waits.',
  })
}

/** A wallet lets its user speed a transaction up, which is the same call, or put another in its place. */
async function waitUntilMined(reader: Client, hash: Hash): Promise<TransactionReceipt> {
  let isReplaced = false
  const receipt = await waitForTransactionReceipt(reader, {
    hash,
    onReplaced: ({ reason }) => {
      isReplaced = reason !== 'repriced'
    },
  })
  if (!isReplaced) return receipt
  throw new WalletError('rejected', 'The transaction was cancelled or replaced in the wallet.', {
    facts: [
      ['Sent', hash],
      ['Mined instead', receipt.transactionHash],
    ],
    hint: 'The call was not made. Start again when you are ready.',
  })
}

/** What the Safe or the timelock means, where it is one of them that refuses. */
function explained(error: unknown): BaseError {
  const data = revertData(error)
  const explanation = data && explainRevert(data)
  if (!explanation) return toWalletError(error)
  return new WalletError('reverted', `The chain would refuse this: ${explanation.message}`, {
    facts: explanation.facts,
    hint: 'Nothing was sent. Reload the facts; somebody may have acted in between.',
    cause: error,
  })
}
