import { expect, test } from 'vitest'
import { tellEther } from './tell-ether'

test.each([
  [0n, '0 ETH'],
  [5n, '5 wei'],
  [999_999_999_999n, '999,999,999,999 wei'],
  [10n ** 12n, '0.000001 ETH'],
  [-2n * 10n ** 18n, '-2 ETH'],
  [10n ** 18n + 1n, '1.000000000000000001 ETH'],
])('args: %d wei', (wei, text) => {
  expect(tellEther(wei)).toBe(text)
})
