import type { Address, Client } from 'viem'
import { nameOfAccount } from '@/lib/actions/review/name-of-account'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readProxyLayers } from '@/lib/adapters/rpc/read-proxy-layers'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { scanOpcodes } from '@/lib/core/bytecode/scan-opcodes'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import type { Known } from '@/lib/core/chain/snapshot'
import type { RoleHolder } from '@/lib/core/check/access/role-holder'
import type { CheckFact, CheckFacts } from '@/lib/core/check/check-facts'
import type { CalledCode } from '@/lib/core/check/timelock/called-code'
import type { NamedProxy } from '@/lib/core/patch/facts'
import type { ReviewedProtocol } from '@/lib/core/report/review-input'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

export type GatherPowerFactsParameters = {
  readonly chainId: number
  /** Everything is read at this block. */
  readonly blockNumber: bigint
  /** What the timelock, or the Safe, runs. */
  readonly calls: readonly DecodedCall[]
  readonly protocol: ReviewedProtocol
  readonly timelock: Known<TimelockState>
  readonly proxies: readonly NamedProxy[]
}

/**
 * Who holds power over the protocol, and what stands at the addresses that the patch calls, at one block. What cannot be
 * read is unknown with its reason; nothing throws.
 */
export async function gatherPowerFacts(
  client: Client,
  parameters: GatherPowerFactsParameters,
): Promise<CheckFacts> {
  const [holders, called] = await Promise.all([
    readHolders(client, parameters),
    readKnown('what is called', readCalled(client, parameters)),
  ])
  return { 'role holders': toFact(holders), 'called code': toFact(called) }
}

/** Names come from the configuration. */
function toFact<T>(fact: Known<T>): CheckFact<T> {
  return fact.known ? { ...fact, anchor: 'third-party' } : fact
}

/** One role that could not be read may be held by anybody, so then nothing is said of any. */
async function readHolders(
  client: Client,
  parameters: GatherPowerFactsParameters,
): Promise<Known<RoleHolder[]>> {
  const { timelock, proxies } = parameters
  if (!timelock.known) return timelock
  const { timelock: at, roles } = timelock.value
  const unread = proxies.find(({ proxy }) => !proxy.known)
  if (unread && !unread.proxy.known) return unread.proxy
  const inRoles = (['proposer', 'canceller', 'admin'] as const).flatMap((role) =>
    roles[role].holders.map((holder) => ({ role, over: at.address, holder })),
  )
  const inProxies = proxies.flatMap(({ proxy }) =>
    proxy.known
      ? [
          {
            role: 'upgrade authority' as const,
            over: proxy.value.address,
            holder: proxy.value.authority,
          },
        ]
      : [],
  )
  const read = [...inRoles, ...inProxies].map(async ({ role, over, holder }) => {
    if (!holder) return { role, over, account: undefined }
    const name = nameOfAccount(holder, parameters)
    return { role, over, ...(await readHolder(client, parameters, holder)), name }
  })
  return await readKnown('the holders of roles', Promise.all(read))
}

async function readHolder(
  client: Client,
  { chainId, blockNumber }: GatherPowerFactsParameters,
  address: Address,
): Promise<Pick<RoleHolder, 'account' | 'safe'>> {
  const at = { chainId, address }
  const { account } = await readAccountCode(client, { ...at, blockNumber })
  if (account.kind !== 'contract') return { account }
  // Anybody can answer as a Safe; its proxy has code of its own.
  const [layer] = await readProxyLayers(client, { at, blockNumber })
  if (layer?.pattern !== 'safe') return { account }
  const { threshold, owners } = await readSafe(client, { ...at, blockNumber })
  return { account, safe: { threshold, owners: owners.length } }
}

async function readCalled(
  client: Client,
  parameters: GatherPowerFactsParameters,
): Promise<ReadonlyMap<string, CalledCode>> {
  const { chainId, blockNumber, calls } = parameters
  const targets = new Map(
    walkCalls(calls).map(({ call: { call } }) => [call.target.toLowerCase(), call.target]),
  )
  const read = async ([key, address]: [string, Address]): Promise<[string, CalledCode]> => {
    const at = { chainId, address }
    const [{ account, code }, layers] = await Promise.all([
      readAccountCode(client, { ...at, blockNumber }),
      readProxyLayers(client, { at, blockNumber }),
    ])
    const mayEnd = scanOpcodes(code).some(({ opcode }) => opcode === 'SELFDESTRUCT')
    return [key, { account, mayEnd, layers, name: nameOfAccount(address, parameters) }]
  }
  return new Map(await Promise.all([...targets].map(read)))
}
