import type { Client } from 'viem'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import {
  type JudgeAcknowledgementsParameters,
  type JudgedAcknowledgement,
  judgeAcknowledgements,
} from '@/lib/core/signing/judge-acknowledgements'

/**
 * Recovers acknowledgements and holds their signers against the owners that the chain has now, as this client reads them.
 *
 * @throws NotASafeError, RpcUnreachableError
 */
export async function judgeAgainstChain(
  client: Client,
  parameters: Omit<JudgeAcknowledgementsParameters, 'owners'>,
): Promise<JudgedAcknowledgement[]> {
  if (parameters.acknowledgements.length === 0) return []
  const { owners } = await readSafe(client, parameters.safe)
  return await judgeAcknowledgements({ ...parameters, owners })
}
