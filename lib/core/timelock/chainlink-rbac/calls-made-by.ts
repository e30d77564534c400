import type { Hex } from 'viem'
import { decodeAccepted } from '@/lib/core/calldata/decode-accepted'
import type { Call } from '@/lib/core/chain/call'
import { chainlinkRbacAbi } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-abi'

/** What an RBACTimelock calls where it takes this calldata: a batch that is executed, after its delay or without one. */
export function callsMadeBy(data: Hex): readonly Call[] {
  const decoded = decodeAccepted({ abi: chainlinkRbacAbi, data })
  switch (decoded?.functionName) {
    case 'executeBatch':
    case 'bypasserExecuteBatch':
      return decoded.args[0]
    default:
      return []
  }
}
