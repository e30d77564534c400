import { queryOptions } from '@tanstack/react-query'
import type { Client } from 'viem'
import { judgeAgainstChain } from '@/lib/actions/acknowledgements/judge-against-chain'
import type { JudgeAcknowledgementsParameters } from '@/lib/core/signing/judge-acknowledgements'

/** What was acknowledged, recovered here and held against the owners as the browser's own node has them. */
export function judgedAcknowledgementsQueryOptions({
  reader,
  ...parameters
}: Omit<JudgeAcknowledgementsParameters, 'owners'> & { reader: Client | undefined }) {
  const { safe, patch, acknowledgements } = parameters
  const signatures = acknowledgements.map(({ signature }) => signature).join(' ')
  return queryOptions({
    queryKey: [
      'judged-acknowledgements',
      reader?.uid,
      safe.chainId,
      safe.address,
      patch,
      signatures,
    ] as const,
    queryFn: () => {
      if (!reader) throw new Error('There is no node to ask.')
      return judgeAgainstChain(reader, parameters)
    },
    enabled: reader !== undefined,
    refetchInterval: 12_000,
    retry: false,
  })
}
