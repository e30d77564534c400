import {
  getSafeL2SingletonDeployment,
  getSafeSingletonDeployment,
} from '@safe-global/safe-deployments'
import { expect, test } from 'vitest'
import { safeReleases } from './safe-releases'

test('behavior: equal to safe-deployments', () => {
  const published = ['1.0.0', '1.1.1', '1.2.0', '1.3.0', '1.4.1', '1.5.0'].flatMap((version) =>
    [getSafeSingletonDeployment, getSafeL2SingletonDeployment].flatMap((find) => {
      const found = find({ version, released: true })
      return Object.values(found?.deployments ?? {}).map(({ codeHash }) => ({
        name: found?.contractName,
        version,
        codeHash,
      }))
    }),
  )
  const distinct = [...new Map(published.map((each) => [each.codeHash, each])).values()]
  expect(distinct).toHaveLength(safeReleases.length)
  expect(safeReleases).toEqual(distinct)
})
