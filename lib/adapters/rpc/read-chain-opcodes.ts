import { type Client, concat, type Hex } from 'viem'
import { call } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'

/** Each instruction with the zeros it takes from the stack. */
const probes: ReadonlyMap<string, Hex> = new Map([
  ['BASEFEE', '0x48'],
  ['PUSH0', '0x5f'],
  ['TLOAD', '0x60005c'],
  ['TSTORE', '0x600060005d'],
  ['MCOPY', '0x6000600060005e'],
  ['BLOBHASH', '0x600049'],
  ['BLOBBASEFEE', '0x4a'],
  ['CLZ', '0x60001e'],
])

const stop = '0x00'

/**
 * Tries instructions on the chain itself, in the init code of a contract that is never made: what a chain calls its
 * hard fork need not be asked or believed.
 *
 * @param parameters.opcodes Names; those that cannot be tried are left out of the answer.
 * @throws RpcUnreachableError
 */
export async function readChainOpcodes(
  client: Client,
  {
    chainId,
    opcodes,
    blockNumber,
  }: { chainId: number; opcodes: readonly string[]; blockNumber: bigint },
): Promise<ReadonlyMap<string, boolean>> {
  const tried = await Promise.all(
    opcodes.flatMap((opcode) => {
      const probe = probes.get(opcode)
      return probe ? [runs(client, { chainId, probe, blockNumber }).then((ok) => [opcode, ok])] : []
    }),
  )
  return new Map(tried as [string, boolean][])
}

async function runs(
  client: Client,
  { chainId, probe, blockNumber }: { chainId: number; probe: Hex; blockNumber: bigint },
): Promise<boolean> {
  try {
    await call(client, { data: concat([probe, stop]), blockNumber })
    return true
  } catch (cause) {
    if (isContractsAnswer(cause)) return false
    throw new RpcUnreachableError({ chainId, request: 'eth_call of an instruction', cause })
  }
}
