import { queryOptions } from '@tanstack/react-query'
import type { Client } from 'viem'
import { verifySignatureFile } from '@/lib/actions/verify-signature-file'
import type { SignatureFile } from '@/lib/core/safe/signature-file'

/** What the chain says of the signatures of a file, asked of the browser's own node. */
export function verifiedSignaturesQueryOptions({
  reader,
  file,
}: {
  reader: Client | undefined
  file: SignatureFile | undefined
}) {
  return queryOptions({
    queryKey: ['signatures', reader?.uid, file?.safeTxHash, file?.signatures] as const,
    queryFn: () => {
      if (!reader || !file) throw new Error('There is no node to ask.')
      return verifySignatureFile(reader, { file })
    },
    enabled: reader !== undefined && file !== undefined,
    refetchInterval: 15_000,
    retry: false,
  })
}
