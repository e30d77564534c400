import { useQuery } from '@tanstack/react-query'
import type { PublicConfig } from '@/lib/config/public-config'
import type {
  JudgeAcknowledgementsParameters,
  JudgedAcknowledgement,
} from '@/lib/core/signing/judge-acknowledgements'
import { useReader } from '@/lib/hooks/use-reader'
import { judgedAcknowledgementsQueryOptions } from '@/lib/queries/judged-acknowledgements-query'

const nothing: readonly JudgedAcknowledgement[] = []

/**
 * What was acknowledged, as this browser finds it: recovered here, owners read from its own node. Undefined while it is
 * being found out, and with a problem where it cannot be: then nothing counts.
 */
export function useJudgedAcknowledgements(
  config: PublicConfig,
  parameters: Omit<JudgeAcknowledgementsParameters, 'owners'>,
): { judged: readonly JudgedAcknowledgement[] | undefined; problem: string | undefined } {
  const reader = useReader(config, parameters.safe.chainId)
  const { data, error } = useQuery(judgedAcknowledgementsQueryOptions({ reader, ...parameters }))
  if (parameters.acknowledgements.length === 0) return { judged: nothing, problem: undefined }
  if (!reader) {
    const problem = 'The answers cannot be verified: this browser has no node to ask.'
    return { judged: undefined, problem }
  }
  if (!error) return { judged: data, problem: undefined }
  const [reason] = error.message.split('\n')
  return { judged: undefined, problem: `The answers cannot be verified. ${reason}` }
}
