import type { Client } from 'viem'
import { readApprovedHash } from '@/lib/adapters/rpc/read-approved-hash'
import { readContractSignature } from '@/lib/adapters/rpc/read-contract-signature'
import { asksForHash } from '@/lib/core/safe/asks-for-hash'
import type { SafeTransactionHashes } from '@/lib/core/safe/hash-safe-transaction'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeSignature } from '@/lib/core/safe/signature'

/**
 * Whether a signature is one of this transaction by its signer: recovered from its bytes, or confirmed by the chain where it is
 * an approval or a contract's own. Whether the signer is an owner is for others to say.
 *
 * @throws RpcUnreachableError where the chain had to be asked; InvalidSignatureError for bytes that are none.
 */
export async function isProvenSignature(
  client: Client,
  parameters: {
    state: Pick<SafeState, 'safe' | 'version'>
    hashes: SafeTransactionHashes
    signature: SafeSignature
  },
): Promise<boolean> {
  const { state, hashes, signature } = parameters
  const { safe, version } = state
  const { safeTxHash, preimage } = hashes
  const { signer } = signature
  switch (signature.kind) {
    case 'eip712':
    case 'eth-sign': {
      const [parsed, ...more] = await parseSignatures({ signatures: signature.data, safeTxHash })
      return more.length === 0 && parsed?.signer === signer && parsed.kind === signature.kind
    }
    case 'approved-hash':
      return await readApprovedHash(client, { safe, owner: signer, safeTxHash })
    case 'contract':
      return await readContractSignature(client, {
        chainId: safe.chainId,
        signer,
        hash: safeTxHash,
        preimage,
        signature: signature.data,
        form: asksForHash(version) ? 'bytes32' : 'bytes',
      })
  }
}
