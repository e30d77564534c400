import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import { post } from './post'
import type { World } from './seed-world'
import type { SeededPatch } from './seeded-patch'
import type { SignedSafeTransaction } from './sign-safe-transaction'

/**
 * Phase 2: hands the dossiers and the unfinished Safe transactions to a running app, over the same HTTP
 * API that everybody uses. Doing it twice changes nothing.
 *
 * @param url Origin of the app.
 * @throws Error with the app's answer where it refuses one.
 */
export async function proposeWorld(url: string, world: World): Promise<void> {
  await Promise.all(
    world.patches.map(({ patch }) => post(url, '/api/v1/patches', serializeDossier(patch))),
  )
  // One after the other: rivals keep the order in which they were proposed.
  for (const seeded of world.patches) {
    if (seeded.proposal) await propose(url, seeded, seeded.proposal)
  }
}

async function propose(
  url: string,
  { patch }: SeededPatch,
  { transaction, safeTxHash, signatures }: SignedSafeTransaction,
): Promise<void> {
  const { chainId, address } = transaction.safe
  const path = `/api/safe/${chainId}/api/v2/safes/${address}/multisig-transactions/`
  await post(
    url,
    path,
    JSON.stringify({
      to: transaction.target,
      value: `${transaction.value}`,
      data: transaction.data,
      operation: transaction.operation === 'delegatecall' ? 1 : 0,
      safeTxGas: `${transaction.safeTxGas}`,
      baseGas: `${transaction.baseGas}`,
      gasPrice: `${transaction.gasPrice}`,
      gasToken: transaction.gasToken,
      refundReceiver: transaction.refundReceiver,
      nonce: Number(transaction.nonce),
      contractTransactionHash: safeTxHash,
      sender: signatures[0]?.signer,
      signature: encodeSignatures(signatures),
      origin: JSON.stringify({ name: 'Suture', digest: patch.digest }),
    }),
  )
}
