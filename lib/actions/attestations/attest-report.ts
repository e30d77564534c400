import type { Client } from 'viem'
import { signTypedData } from 'viem/actions'
import { postAttestation } from '@/lib/adapters/suture-api/post-attestation'
import type { SutureApi } from '@/lib/adapters/suture-api/request-api'
import { assertWalletChain } from '@/lib/adapters/wallet/assert-wallet-chain'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import type { AttestationContent } from '@/lib/core/signing/attestation'
import { attestationTypedData } from '@/lib/core/signing/attestation-typed-data'
import { recoverAttestation } from '@/lib/core/signing/recover-attestation'

export type AttestReportParameters = {
  readonly wallet: Client
  readonly api: SutureApi
  /** The address of the attestations of the operation, below the origin of the desk. */
  readonly path: string
  /** Its signer is the connected account. */
  readonly content: AttestationContent
}

/**
 * Has the wallet sign that a report was made again, and hands it to the desk. What no key of the account has signed may be a
 * contract's signature: the desk asks the contract.
 *
 * @throws WalletError, SutureApiError
 */
export async function attestReport({
  wallet,
  api,
  path,
  content,
}: AttestReportParameters): Promise<void> {
  await assertWalletChain(wallet, content.timelock.chainId)
  const signature = await signTypedData(wallet, {
    account: content.signer,
    ...attestationTypedData(content),
  }).catch((error: unknown) => {
    throw toWalletError(error)
  })
  const signed = { ...content, signature }
  const attestation = (await recoverAttestation(signed)) ?? signed
  await postAttestation(api, { attestation, path })
}
