import type { Address, Client, Hash } from 'viem'
import { inTime } from '@/lib/actions/in-time'
import { readCodeHash } from '@/lib/adapters/rpc/read-code-hash'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { Known } from '@/lib/core/chain/snapshot'

export type CustodyCodes = (address: Address, blockNumber: bigint | undefined) => Known<Hash>

/** Blocks of one operation at which code is asked for; one that was rescheduled more often is told by its last ones. */
const mostBlocks = 8

/** Milliseconds. A page does not wait longer for a node; what did not come by then is unknown. */
const patience = 3_000

/**
 * Reads the code hash of each address after each block. A node that keeps no state of old blocks, or takes too long, leaves it unknown.
 * Never throws.
 *
 * @returns What `chainOfCustody` asks for.
 */
export async function readCustodyCodes(
  client: Client,
  parameters: { chainId: number; addresses: readonly Address[]; blocks: readonly bigint[] },
): Promise<CustodyCodes> {
  const { chainId, addresses, blocks } = parameters
  const read = new Map<string, Known<Hash>>()
  const wanted = [...new Set(blocks)].slice(-mostBlocks)
  await Promise.all(
    wanted.flatMap((blockNumber) =>
      addresses.map(async (address) => {
        const code = await inTime(readOne(client, { chainId, address, blockNumber }), patience)
        read.set(keyOf(address, blockNumber), code ?? late)
      }),
    ),
  )
  return (address, blockNumber) =>
    read.get(keyOf(address, blockNumber)) ?? { known: false, reason: 'it was not asked' }
}

const late = { known: false, reason: 'the node did not answer in time' } as const

async function readOne(
  client: Client,
  at: { chainId: number; address: Address; blockNumber: bigint },
): Promise<Known<Hash>> {
  const found = await readKnown(`the code of ${at.address}`, readCodeHash(client, at))
  if (!found.known) return found
  return found.value
    ? { known: true, value: found.value }
    : { known: false, reason: 'there was no code at that block' }
}

const keyOf = (address: Address, blockNumber: bigint | undefined) =>
  `${address.toLowerCase()}:${blockNumber}`
