import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseAbi } from '@/lib/core/abi/parse-abi'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import type { Verdict } from './finding'
import { runChecks } from './run-checks'

/** Contracts of contracts/src, compiled by forge. */
function readArtifact(name: string) {
  const { abi, storageLayout } = JSON.parse(
    readFileSync(`contracts/out/${name}.sol/${name}.json`, 'utf8'),
  )
  const anchor = 'recomputed' as const
  return {
    abi: { known: true, value: parseAbi(abi), anchor } as const,
    layout: { known: true, value: parseStorageLayout(storageLayout), anchor } as const,
  }
}

function verdictsOf(from: string, to: string, proxy: string): Record<string, Verdict> {
  const [old, now] = [readArtifact(from), readArtifact(to)]
  const findings = runChecks({
    facts: {
      'old layout': old.layout,
      'new layout': now.layout,
      'old ABI': old.abi,
      'new ABI': now.abi,
      'proxy ABI': readArtifact(proxy).abi,
      'live values': { known: false, reason: 'no chain here' },
    },
    subject: `${from} → ${to}`,
    reproduce: 'npx suture diff',
  })
  return Object.fromEntries(findings.map(({ check, verdict }) => [check, verdict]))
}

const fine: Record<string, Verdict> = {
  'ST-01': 'pass',
  'ST-02': 'unknown',
  'ST-05': 'pass',
  'ST-12': 'pass',
  'SE-01': 'pass',
  'SE-03': 'pass',
  'SE-04': 'pass',
  'SE-07': 'warn',
}

test.each([
  ['HarborVault', 'HarborVaultV2', 'ERC1967Proxy', {}],
  ['HarborVault', 'HarborVaultStorageShift', 'ERC1967Proxy', { 'ST-01': 'fail' }],
  ['HarborVault', 'HarborVaultBreakerAppended', 'ERC1967Proxy', {}],
  ['HarborRateAdapter', 'HarborRateAdapterV2', 'TransparentUpgradeableProxy', {}],
  ['HarborStrategy', 'HarborStrategyV2', 'BeaconProxy', {}],
  ['HarborStrategy', 'HarborStrategyOpenWithdraw', 'BeaconProxy', { 'SE-07': 'fail' }],
  ['HarborVault', 'HarborVault', 'ERC1967Proxy', { 'SE-07': 'pass' }],
] as const)('behavior: %s → %s behind %s', (from, to, proxy, otherwise) => {
  expect(verdictsOf(from, to, proxy)).toMatchObject({ ...fine, ...otherwise })
})
