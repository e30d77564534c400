import { readContract } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { type Harbor, minDelay } from './harbor'
import { type PlanPatchParameters, planPatch } from './plan-patch'
import { safeTransaction } from './safe-transaction'
import type { SeededPatch } from './seeded-patch'
import { signSafeTransaction } from './sign-safe-transaction'

export type ProposalEventsParameters = { harbor: Harbor; to: bigint; patches: SeededPatch[] }

export type ProposePatchParameters = Omit<PlanPatchParameters, 'timelock' | 'stage'> & {
  /** Distance from the Safe's next nonce. */
  nonceOffset: bigint
  /** The only owner who has signed so far. */
  signer: number
}

/** Signs the Safe transaction that would schedule a patch; it is handed to the Safe service later. */
export async function proposePatch(
  client: AnvilClient,
  { harbor, patches }: ProposalEventsParameters,
  { nonceOffset, signer, ...plan }: ProposePatchParameters,
): Promise<void> {
  const { council, vaultsTimelock } = harbor
  const seeded = planPatch(harbor, { ...plan, timelock: vaultsTimelock, stage: 'proposed' })
  const nonce = await readContract(client, {
    address: council.address,
    abi: safeAbi,
    functionName: 'nonce',
  })
  const data = encodeSchedule({ ...seeded.operation, delay: minDelay })
  const call = { target: vaultsTimelock, value: 0n, data }
  const transaction = safeTransaction(council, call, nonce + nonceOffset)
  const proposal = await signSafeTransaction(council, transaction, [signer])
  patches.push({ ...seeded, proposal, safeTxHash: proposal.safeTxHash })
}
