import { useState } from 'react'
import type { Address, Client, Hash } from 'viem'
import { confirmSignature } from '@/lib/actions/confirm-transaction'
import { proposeAtNonce } from '@/lib/actions/propose-at-nonce'
import { signByEthSign } from '@/lib/actions/sign-by-eth-sign'
import { signSafeTransaction } from '@/lib/actions/sign-safe-transaction'
import { hidOf } from '@/lib/adapters/ledger/hid'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { signatureFileOf } from '@/lib/core/safe/signature-file-of'
import { inSigningTurn } from '@/lib/hooks/signing-turn'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useSignatureShelf } from '@/lib/hooks/use-signature-shelf'
import { useWallet } from '@/lib/hooks/use-wallet'

export type Ways = {
  /** Proposes the same at another nonce; undefined: behind all that is pending. */
  readonly move: Action<bigint | undefined>
  /** What the last move became. */
  readonly moved: { readonly safeTxHash: Hash; readonly nonce: bigint } | undefined
  /** Signs and keeps the signature in this browser, to be handed on by file or link. */
  readonly signAside: Action<void>
  /** Signs the bare hash as a message and hands it to the Safe service: for wallets that refuse typed data. */
  readonly signHash: Action<void>
  /** Signs on a Ledger without a wallet between; undefined where the browser lets no page talk to devices. */
  readonly signOnLedger: Action<void> | undefined
}

/** What an owner can do with a proposed Safe transaction besides signing it through a wallet. */
export function useWays(parameters: {
  transaction: ProposedTransaction
  /** The Safe's `VERSION()`. */
  version: string
  owners: readonly Address[]
  reader: Client | undefined
  /** Asked at the moment of pressing, before anything is signed. Throws where it does not hold. */
  assertStill: (account: Address) => Promise<void>
}): Ways {
  const { transaction, version, owners, reader, assertStill } = parameters
  const { keep } = useSignatureShelf()
  const { connected } = useWallet()
  const [moved, setMoved] = useState<Ways['moved']>()
  const signed = {
    transaction: transaction.transaction,
    shown: transaction.safeTxHash,
    version,
  }
  const inTurn = inSigningTurn(assertStill)
  const hid = hidOf(navigator)
  const signOnLedger = useAction(async () => {
    if (!hid) return
    // Only who has one needs it.
    const { signWithLedger } = await import('@/lib/actions/sign-with-ledger')
    const signature = await signWithLedger(hid, { ...signed, owners, inTurn })
    await confirmSignature({ transaction: transaction.transaction, version, signature })
  })
  return {
    signOnLedger: hid && signOnLedger,
    signAside: useAction(async () => {
      const { wallet, account } = await connected()
      const signature = await inTurn({ ...transaction, account }, () =>
        signSafeTransaction(wallet, { ...signed, account }),
      )
      const { signatures, ...file } = signatureFileOf(transaction, version)
      keep({ ...file, signatures: [...signatures, encodeSignatures([signature])] })
    }),
    signHash: useAction(async () => {
      const { wallet, account } = await connected()
      const signature = await inTurn({ ...transaction, account }, () =>
        signByEthSign(wallet, { ...signed, account }),
      )
      await confirmSignature({ transaction: transaction.transaction, version, signature })
    }),
    move: useAction<bigint | undefined>(async (nonce) => {
      setMoved(undefined)
      const by = await connected(reader)
      const { transaction: same } = transaction
      setMoved(await proposeAtNonce({ ...by, transaction: same, nonce, inTurn }))
    }),
    moved,
  }
}
