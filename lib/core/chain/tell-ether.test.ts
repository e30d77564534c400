import { expect, test } from 'vitest'
import { tellEther } from './tell-ether'

test.each([
  [0n, '0 ETH'],
  [5n, '5 wei'],
  [999_999_999_999n, '999,999,999,999 wei'],
  [10n ** 12n, '0.000001 ETH'],
  [-2n * 10n ** 18n, '-2 ETH'],
  [10n ** 18n + 1n, '1.000000000000000001 ETH'],
  [10n ** 21n, '1,000 ETH'],
  [-1_250_000n * 10n ** 18n - 5n * 10n ** 17n, '-1,250,000.5 ETH'],
  [-(10n ** 17n), '-0.1 ETH'],
])('args: %d wei', (wei, text) => {
  expect(tellEther(wei)).toBe(text)
})
