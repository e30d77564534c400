import {
  getMultiSendCallOnlyDeployment,
  getMultiSendDeployment,
} from '@safe-global/safe-deployments'
import { expect, test } from 'vitest'
import { trustedMultiSends } from './trusted-multi-sends'

test('behavior: equal to safe-deployments', () => {
  const published = ['1.3.0', '1.4.1', '1.5.0'].flatMap((version) =>
    [getMultiSendDeployment, getMultiSendCallOnlyDeployment].flatMap((find) => {
      const found = find({ version, released: true })
      return Object.entries(found?.deployments ?? {}).map(
        ([deployment, { address, codeHash }]) => ({
          name: found?.contractName,
          version,
          deployment,
          address,
          codeHash,
        }),
      )
    }),
  )
  expect(published).toHaveLength(12)
  expect(trustedMultiSends).toEqual(published)
})
