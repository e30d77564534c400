import { encodeFunctionData, type Hash, type Hex } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'

/** The calldata of `cancel`: the id alone, whatever the operation holds. */
export function encodeCancel({ id }: { id: Hash }): Hex {
  return encodeFunctionData({ abi: timelockAbi, functionName: 'cancel', args: [id] })
}
