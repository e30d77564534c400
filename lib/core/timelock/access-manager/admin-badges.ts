import type { Address } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'

/** An account that holds the role of admins now. */
export type AccessAdmin = {
  readonly account: Address
  /** Seconds that it has to wait for what it does. */
  readonly delay: bigint
}

/** What follows from who administers an AccessManager at one block. */
export function accessAdminBadges(admins: Known<readonly AccessAdmin[]>): TimelockBadge[] {
  if (!admins.known) {
    return [
      {
        id: 'roles-unknown',
        severity: 'medium',
        title: 'Who administers it could not be read.',
        detail: `Nothing can be said of who changes roles without a delay: ${admins.reason}.`,
      },
    ]
  }
  const atOnce = admins.value.filter(({ delay }) => delay === 0n).map(({ account }) => account)
  if (atOnce.length === 0) return []
  return [
    {
      id: 'admin-without-delay',
      severity: 'high',
      title:
        atOnce.length === 1
          ? 'An account changes the roles without a delay.'
          : `${atOnce.length} accounts change the roles without a delay.`,
      detail: `${atOnce.join(', ')} can give itself any role without a delay, and so make any call that this manager guards, past its queue. Give its role of admin an execution delay.`,
    },
  ]
}
