import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { findSingleKeys } from '@/lib/actions/timelock/find-single-keys'
import { readAddressGetter } from '@/lib/adapters/rpc/read-address-getter'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { accessManagerAbi } from '@/lib/core/timelock/access-manager/access-abi'
import { accessAdminBadges } from '@/lib/core/timelock/access-manager/admin-badges'
import { foldAccessManagerSettings } from '@/lib/core/timelock/access-manager/fold-access-settings'
import { keyBadges } from '@/lib/core/timelock/kind/key-badges'
import { roleClaims } from '@/lib/core/timelock/kind/role-claim'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockBadge, TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

export type ReadAdminBadgesParameters = {
  readonly timelock: ChainAddress
  readonly detection: TimelockDetection
  /** The events of its roles, from its deployment on. */
  readonly logs: readonly RawLog[]
  /** Everything is read at this block. */
  readonly blockNumber: bigint
}

/** What follows from who administers a timelock of another kind than OpenZeppelin's. Never throws. */
export async function readAdminBadges(
  client: Client,
  parameters: ReadAdminBadgesParameters,
): Promise<TimelockBadge[]> {
  switch (parameters.detection.kind) {
    case 'access-manager':
      return accessAdminBadges(await readKnown('its admins', readAccessAdmins(client, parameters)))
    case 'compound':
      return await compoundBadges(client, parameters)
    default:
      return []
  }
}

/** Who is admin by the events, as far as the manager says the same. */
async function readAccessAdmins(
  client: Client,
  { timelock: { address }, logs, blockNumber }: ReadAdminBadgesParameters,
) {
  const claims = roleClaims(foldAccessManagerSettings(logs))
  const claimed = claims.filter(({ role, holds }) => role === 'ADMIN_ROLE' && holds)
  const asked = await Promise.all(
    claimed.map(async ({ account }) => {
      const [isMember, delay] = await readContract(client, {
        abi: accessManagerAbi,
        address,
        functionName: 'hasRole',
        args: [0n, account],
        blockNumber,
      })
      return { account, isMember, delay: BigInt(delay) }
    }),
  )
  return asked.filter(({ isMember }) => isMember)
}

async function compoundBadges(
  client: Client,
  { timelock, blockNumber }: ReadAdminBadgesParameters,
): Promise<TimelockBadge[]> {
  const { chainId, address } = timelock
  const getter = { chainId, address, name: 'admin', blockNumber }
  const admin = await readKnown('its admin', readAddressGetter(client, getter))
  const does = 'queues, executes and cancels'
  if (!admin.known) return keyBadges({ keys: admin, does })
  const accounts = admin.value ? [admin.value] : []
  return keyBadges({ keys: await findSingleKeys(client, { chainId, accounts, blockNumber }), does })
}
