import { renderToStaticMarkup } from 'react-dom/server'
import { zeroAddress, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import { OperationsInTime, type OperationsInTimeProps } from './operations-in-time'

const operation: ListedOperation = {
  timelock: { chainId: 1, address: zeroAddress },
  kind: 'openzeppelin',
  id: zeroHash,
  standing: 'waiting',
  due: 200_000n,
  expires: undefined,
  scheduled: { blockNumber: 1n, timestamp: 50_000n, transactionHash: zeroHash },
  cancelled: undefined,
  executed: undefined,
  isFinal: true,
  predecessor: undefined,
  predecessorDone: undefined,
  waitsFor: undefined,
  calls: 1,
  targets: [zeroAddress],
  selectors: ['0x095ea7b3'],
  proposer: undefined,
  instances: 1,
  risks: [],
  told: { known: false, reason: 'not asked' },
  mismatch: undefined,
  operation: undefined,
}

const draw = (nameOf?: OperationsInTimeProps['nameOf']) =>
  renderToStaticMarkup(
    <OperationsInTime
      operations={[operation]}
      clockOf={() => ({ block: { number: 9n, hash: zeroHash, timestamp: 100_000n }, readAt: 0 })}
      chainName={() => 'Anvil'}
      nameOf={nameOf}
    />,
  )

test('default: what nobody has named is called by its call', () => {
  expect(draw()).toContain('approve on')
})

test('args: nameOf: what has a name in the list has it in the picture, and leads to the same page', () => {
  const html = draw(() => ({ title: 'Vault 2.0.0', href: '/patches/0x12' }))
  expect(html).toContain('Vault 2.0.0')
  expect(html).toContain('href="/patches/0x12"')
  expect(html).not.toContain('approve on')
})
