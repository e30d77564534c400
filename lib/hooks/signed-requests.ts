import { type Address, isAddress, isHash } from 'viem'
import { z } from 'zod/mini'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SignedRequest } from '@/lib/core/signing/ledger/check-second-request'

const storageKey = 'suture.signed'

/** The oldest go first; nobody signs so many. */
const mostKept = 500

const entrySchema = z.object({
  chainId: z.int(),
  safe: z.string(),
  account: z.string(),
  nonce: z.string(),
  safeTxHash: z.string(),
})

/** What was signed from this browser. A store that is forbidden or full remembers nothing. */
export function readSignedRequests(): SignedRequest[] {
  try {
    const kept = z.array(z.unknown()).parse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'))
    return kept.flatMap(readEntry)
  } catch {
    return []
  }
}

/** Called as soon as there is a signature: that it could then not be handed over is when somebody signs twice. */
export function rememberSigned(
  account: Address,
  {
    transaction: { safe, nonce },
    safeTxHash,
  }: Pick<ProposedTransaction, 'transaction' | 'safeTxHash'>,
): void {
  const request = { safe, account, nonce, safeTxHash }
  const others = readSignedRequests().filter(
    (each) => each.safeTxHash !== request.safeTxHash || each.account !== request.account,
  )
  const kept = [...others, request]
    .slice(-mostKept)
    .map(({ safe, account, nonce, safeTxHash }) => ({
      chainId: safe.chainId,
      safe: safe.address,
      account,
      nonce: String(nonce),
      safeTxHash,
    }))
  try {
    localStorage.setItem(storageKey, JSON.stringify(kept))
  } catch {
    // The Safe service still tells what this account has signed.
  }
}

function readEntry(value: unknown): SignedRequest[] {
  const parsed = z.safeParse(entrySchema, value)
  if (!parsed.success) return []
  const { chainId, safe, account, nonce, safeTxHash } = parsed.data
  const isWhole =
    isAddress(safe) && isAddress(account) && isHash(safeTxHash) && /^\d{1,78}$/.test(nonce)
  if (!isWhole) return []
  return [{ safe: { chainId, address: safe }, account, nonce: BigInt(nonce), safeTxHash }]
}
