import { accessManagerAdapter } from '@/lib/core/timelock/access-manager/access-adapter'
import { chainlinkRbacAdapter } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-adapter'
import { compoundAdapter } from '@/lib/core/timelock/compound/compound-adapter'
import { dsPauseAdapter } from '@/lib/core/timelock/ds-pause/ds-pause-adapter'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import { tellingUpgrades } from '@/lib/core/timelock/kind/telling-upgrades'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'
import { openzeppelinTimelock } from '@/lib/core/timelock/openzeppelin/openzeppelin-timelock'
import { zodiacDelayAdapter } from '@/lib/core/timelock/zodiac-delay/zodiac-delay-adapter'

/** Every kind of timelock that is understood. */
export const timelockAdapters: Readonly<Record<TimelockKind, TimelockAdapter>> = {
  openzeppelin: tellingUpgrades(openzeppelinTimelock),
  compound: tellingUpgrades(compoundAdapter),
  'zodiac-delay': tellingUpgrades(zodiacDelayAdapter),
  'access-manager': tellingUpgrades(accessManagerAdapter),
  'chainlink-rbac': tellingUpgrades(chainlinkRbacAdapter),
  'ds-pause': tellingUpgrades(dsPauseAdapter),
}
