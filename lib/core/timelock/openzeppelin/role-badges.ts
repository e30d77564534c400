import { type Address, isAddressEqual } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import type { Generation } from '@/lib/core/timelock/openzeppelin/generations'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

type Standing = {
  readonly timelock: Address
  readonly generation: Generation
  readonly settings: readonly TimelockSetting[]
}
type Roles = TimelockState['roles']

/** What follows from who holds the roles of a timelock at one block. */
export function roleBadges({
  roles,
  ...standing
}: Standing & { roles: Known<Roles> }): TimelockBadge[] {
  if (!roles.known) return [rolesUnknown(roles.reason)]
  return [
    ...proposerBadges(roles.value, standing),
    ...executorBadges(roles.value, standing),
    ...cancellerBadges(roles.value, standing),
    ...adminBadges(roles.value, standing),
  ]
}

function rolesUnknown(reason: string): TimelockBadge {
  return {
    id: 'roles-unknown',
    severity: 'medium',
    title: 'Who holds its roles could not be read.',
    detail: `Nothing can be said of who proposes, executes and administers: ${reason}.`,
  }
}

function proposerBadges({ proposer }: Roles, { generation }: Standing): TimelockBadge[] {
  const { opensEveryRole } = generation
  if (proposer.open && opensEveryRole !== 'no') {
    return [
      {
        id: 'open-proposer',
        severity: opensEveryRole === 'yes' ? 'critical' : 'high',
        title:
          opensEveryRole === 'yes'
            ? 'Anyone schedules and cancels.'
            : 'Anyone may be able to schedule and cancel.',
        detail:
          'The role of proposers is granted to the zero address, which until 4.0 opens it to everybody. Revoke it.',
      },
    ]
  }
  if (proposer.holders.length > 0) return []
  return [
    {
      id: 'nobody-proposes',
      severity: 'medium',
      title: 'Nobody can schedule anything.',
      detail: 'No account holds the role of proposers. Only an admin can change that.',
    },
  ]
}

function executorBadges({ executor }: Roles, { generation }: Standing): TimelockBadge[] {
  if (executor.open) {
    const takesOver = generation.checksBeforeCalls === 'no'
    return [
      {
        id: 'anyone-executes',
        severity: takesOver ? 'critical' : 'low',
        title: takesOver
          ? 'Anyone can take over this timelock at once.'
          : 'Anyone executes what is ready.',
        detail: takesOver
          ? 'The role of executors is open, and this version does not look whether an operation is ready before it runs its calls.'
          : 'The role of executors is granted to the zero address. Whoever executes chooses the moment and the order, and may add ether.',
      },
    ]
  }
  if (executor.holders.length > 0) return []
  return [
    {
      id: 'nobody-executes',
      severity: 'high',
      title: 'Nobody can execute anything.',
      detail: 'No account holds the role of executors, so what is scheduled stays where it is.',
    },
  ]
}

/** Until 4.5 proposers cancel: where nobody does, nobody proposes either, and that is told. */
function cancellerBadges({ canceller }: Roles, { generation }: Standing): TimelockBadge[] {
  if (generation.hasCancellers !== 'yes' || canceller.holders.length > 0) return []
  return [
    {
      id: 'nobody-cancels',
      severity: 'medium',
      title: 'Nobody can cancel anything.',
      detail:
        'No account holds the role of cancellers, so that what was scheduled by mistake, or by a key that was stolen, cannot be stopped.',
    },
  ]
}

function adminBadges({ admin }: Roles, standing: Standing): TimelockBadge[] {
  const others = admin.holders.filter((holder) => !isAddressEqual(holder, standing.timelock))
  if (others.length === 0) return []
  const deployer = deployerIn(standing)
  const remains = deployer && others.some((holder) => isAddressEqual(holder, deployer))
  return [
    ...(remains ? [deployerRemains(deployer)] : []),
    {
      id: 'admin-without-delay',
      severity: 'high',
      title:
        others.length === 1
          ? 'An account changes the roles without a delay.'
          : `${others.length} accounts change the roles without a delay.`,
      detail: `${others.join(', ')} can make anyone proposer, executor or canceller, or take that away, at once. Only the timelock itself should be admin.`,
    },
  ]
}

function deployerRemains(deployer: Address): TimelockBadge {
  return {
    id: 'deployer-still-admin',
    severity: 'high',
    title: 'Whoever deployed it is still admin.',
    detail: `Until 4.7 the deployer becomes admin without being named, and has to renounce: ${deployer} has not.`,
  }
}

/** Who made itself admin in the transaction that set the first delay; undefined where no deployer became admin unnamed. */
function deployerIn({ generation, settings }: Standing): Address | undefined {
  if (generation.makesDeployerAdmin === 'no') return undefined
  const birth = settings.find((setting) => setting.what === 'delay' && setting.before === 0n)
  for (const setting of settings) {
    const isBirth = setting.position.transactionHash === birth?.position.transactionHash
    if (!isBirth || setting.what !== 'role' || setting.role !== 'admin') continue
    if (setting.by && isAddressEqual(setting.account, setting.by)) return setting.account
  }
  return undefined
}
