import { expect, test } from 'vitest'
import { kindInWords } from './kind-in-words'

test.each([
  ['openzeppelin', '5.1 or later', 'OpenZeppelin TimelockController 5.1 or later'],
  ['compound', 'original limits', 'Compound Timelock, original limits'],
  ['chainlink-rbac', 'RBACTimelock', 'Chainlink RBACTimelock'],
  ['ds-pause', 'plot, exec and drop', 'Maker DSPause, plot, exec and drop'],
] as const)('default: %s %s', (kind, generation, words) => {
  expect(kindInWords({ kind, generation })).toBe(words)
})
