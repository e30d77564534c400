import { type Address, type Client, getAddress, isAddressEqual } from 'viem'
import { nameOfAccount } from '@/lib/actions/review/name-of-account'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readProxyLayers } from '@/lib/adapters/rpc/read-proxy-layers'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import type { AuthorityAccount, Standing } from '@/lib/core/authority/authority'
import { standingAfter } from '@/lib/core/authority/standing-after'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import type { ReviewedProtocol } from '@/lib/core/report/review-input'

export type ReadAuthorityAccountsParameters = {
  readonly chainId: number
  /** Everything is read at this block. */
  readonly blockNumber: bigint
  readonly addresses: readonly Address[]
  readonly protocol: ReviewedProtocol
  readonly facts: ProtocolFacts
  /** Every call that the patch makes, those within others too. */
  readonly calls: readonly DecodedCall[]
}

/** Far more than any protocol has; a role with more members is not followed to its end. */
const mostAccounts = 100

/**
 * What stands at addresses that hold power, and at those that command them, now and once the patch has run. What cannot
 * be read is unknown with its reason; nothing throws.
 */
export async function readAuthorityAccounts(
  client: Client,
  parameters: ReadAuthorityAccountsParameters,
): Promise<AuthorityAccount[]> {
  const found = new Map<Address, AuthorityAccount>()
  let wanted = distinct(parameters.addresses)
  while (wanted.length > 0 && found.size < mostAccounts) {
    const next = wanted.slice(0, mostAccounts - found.size)
    const read = await Promise.all(next.map((one) => readAccount(client, one, parameters)))
    for (const account of read) found.set(account.address, account)
    const behind = read.flatMap(({ before, after }) => [before, after].flatMap(commanders))
    wanted = distinct(behind).filter((one) => !found.has(one))
  }
  return [...found.values()].toSorted((a, b) => (a.address < b.address ? -1 : 1))
}

function distinct(addresses: readonly Address[]): Address[] {
  return [...new Set(addresses.map((one) => getAddress(one)))]
}

function commanders(standing: Standing): readonly Address[] {
  if (standing.kind === 'safe') return standing.modules
  if (standing.kind !== 'timelock') return []
  const { proposer, admin } = standing.roles
  return [...proposer.holders, ...admin.holders]
}

async function readAccount(
  client: Client,
  address: Address,
  parameters: ReadAuthorityAccountsParameters,
): Promise<AuthorityAccount> {
  const { protocol, facts, calls } = parameters
  const read = await readKnown('what stands there', readStanding(client, address, parameters))
  const before: Standing = read.known ? read.value : { kind: 'unknown', reason: read.reason }
  const own = calls.filter(({ call }) => isAddressEqual(call.target, address))
  const name = nameOfAccount(address, { protocol, proxies: facts.proxies })
  return { address, name, before, after: standingAfter(before, own) }
}

async function readStanding(
  client: Client,
  address: Address,
  { chainId, blockNumber, facts }: ReadAuthorityAccountsParameters,
): Promise<Standing> {
  const { timelock } = facts
  if (timelock.known && isAddressEqual(timelock.value.timelock.address, address)) {
    const { minDelay, roles } = timelock.value
    return { kind: 'timelock', delay: minDelay, roles }
  }
  const at = { chainId, address }
  const { account } = await readAccountCode(client, { ...at, blockNumber })
  if (account.kind !== 'contract') return { kind: account.kind === 'none' ? 'key' : 'delegated' }
  // Anybody can answer as a Safe; its proxy has code of its own.
  const [layer] = await readProxyLayers(client, { at, blockNumber })
  if (layer?.pattern !== 'safe') return { kind: 'contract' }
  const { threshold, owners, modules } = await readSafe(client, { ...at, blockNumber })
  return { kind: 'safe', threshold, owners, modules }
}
