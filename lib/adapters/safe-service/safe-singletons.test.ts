import {
  getSafeL2SingletonDeployment,
  getSafeSingletonDeployment,
} from '@safe-global/safe-deployments'
import { expect, test } from 'vitest'
import { safeSingletons } from './safe-singletons'

test.each(safeSingletons)('default: $version l2=$l2', ({ address, version, l2 }) => {
  const deployment = (l2 ? getSafeL2SingletonDeployment : getSafeSingletonDeployment)({ version })
  expect(deployment?.deployments.canonical?.address).toBe(address)
})
