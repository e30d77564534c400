import { expect, test } from 'vitest'
import { readWords } from './read-words'

const block = { number: 1_560n }
const protocol = { deploymentBlock: 20 }
const followed = (value: bigint) => ({ firstBlock: { known: true, value } as const })

test('default: from the deployment, as the coverage of the timelock tells it', () => {
  expect(readWords({ protocol, followed: followed(22n), block })).toBe(
    'every block from 22, its deployment, to 1,560 is read',
  )
})

test('behavior: where the deployment is not known, from the block that is configured', () => {
  const words = 'every block from 20 to 1,560 is read'
  expect(readWords({ protocol, followed: undefined, block })).toBe(words)
  const unknown = { firstBlock: { known: false, reason: 'no archive' } } as const
  expect(readWords({ protocol, followed: unknown, block })).toBe(words)
})

test('behavior: a configuration that begins after the deployment hides nothing', () => {
  const late = { deploymentBlock: 1_000 }
  expect(readWords({ protocol: late, followed: followed(22n), block })).toBe(
    'every block from 1,000 to 1,560 is read; it was deployed in block 22, and what came before 1,000 is not in this list',
  )
})
