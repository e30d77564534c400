import { useQuery } from '@tanstack/react-query'
import type { PublicConfig } from '@/lib/config/public-config'
import type { SignatureFile } from '@/lib/core/safe/signature-file'
import type { VerifiedSignatureFile } from '@/lib/core/safe/verified-signature'
import { useReader } from '@/lib/hooks/use-reader'
import { verifiedSignaturesQueryOptions } from '@/lib/queries/verified-signatures-query'

/** What became of each signature of a file, by the chain as this browser reads it. */
export function useVerifiedSignatures(
  config: PublicConfig,
  file: SignatureFile | undefined,
): { verified: VerifiedSignatureFile | undefined; problem: string | undefined } {
  const reader = useReader(config, file?.transaction.safe.chainId ?? 0)
  const { data, error } = useQuery(verifiedSignaturesQueryOptions({ reader, file }))
  if (!reader) {
    return {
      verified: undefined,
      problem: 'This browser has no node to ask: connect a wallet on this chain.',
    }
  }
  return error
    ? { verified: undefined, problem: error.message.split('\n')[0] }
    : { verified: data, problem: undefined }
}
