import type { CompiledContract } from '@/lib/core/source/compiled-contract'

/** A compilation of nothing, to be given what a test is about. */
export const emptyContract: CompiledContract = {
  path: 'src/A.sol',
  name: 'A',
  compiler: '0.8.30+commit.73712a01',
  settings: { evmVersion: 'cancun', optimizer: { enabled: true, runs: 200 } },
  abi: [],
  layout: undefined,
  selectors: new Map(),
  creationCode: { bytes: '0x', links: [] },
  runtimeCode: { bytes: '0x', links: [], immutables: [] },
  asts: new Map(),
  sources: {},
  warnings: [],
}
