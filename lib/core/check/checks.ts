import { accessChecks } from '@/lib/core/check/access/access-checks'
import { bytecodeChecks } from '@/lib/core/check/bytecode/bytecode-checks'
import { configChecks } from '@/lib/core/check/config/config-checks'
import { constantChecks } from '@/lib/core/check/constant/constant-checks'
import { expectationChecks } from '@/lib/core/check/expectation/expectation-checks'
import { formalChecks } from '@/lib/core/check/formal/formal-checks'
import { initializerChecks } from '@/lib/core/check/initializer/initializer-checks'
import { proxyChecks } from '@/lib/core/check/proxy/proxy-checks'
import { replayChecks } from '@/lib/core/check/replay/replay-checks'
import { selectorChecks } from '@/lib/core/check/selector/selector-checks'
import { stateChecks } from '@/lib/core/check/state/state-checks'
import { storageChecks } from '@/lib/core/check/storage/storage-checks'
import { timelockChecks } from '@/lib/core/check/timelock/timelock-checks'
import { transactionChecks } from '@/lib/core/check/transaction/transaction-checks'
import type { Check } from './check'

/** All checks, in the order of the catalogue. */
export const checks: readonly Check[] = [
  ...storageChecks,
  ...initializerChecks,
  ...accessChecks,
  ...selectorChecks,
  ...bytecodeChecks,
  ...proxyChecks,
  ...constantChecks,
  ...stateChecks,
  ...expectationChecks,
  ...configChecks,
  ...replayChecks,
  ...formalChecks,
  ...transactionChecks,
  ...timelockChecks,
]
