import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { afterAll, expect, test } from 'vitest'
import { createCodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import { runChecks } from '@/lib/core/check/run-checks'
import { gatherAnalysisFacts } from './gather-analysis-facts'

const directory = mkdtempSync(join(tmpdir(), 'suture-gather-analysis-'))
afterAll(() => rmSync(directory, { recursive: true }))
const analyser = createCodeAnalyser({ directory })

/** Contracts of contracts/src, compiled by forge. */
function built(name: string): { known: true; value: Hex } {
  const artifact = readFileSync(`contracts/out/${name}.sol/${name}.json`, 'utf8')
  return { known: true, value: JSON.parse(artifact).deployedBytecode.object }
}

async function findingsOf(next: string) {
  const codes = { old: built('HarborVault'), new: built(next), proxy: built('ERC1967Proxy') }
  const facts = await gatherAnalysisFacts(analyser, codes)
  const findings = runChecks({ facts, subject: 'HarborVault', reproduce: '' })
  return new Map(findings.map((finding) => [finding.check, finding]))
}

test('default: the good patch', async () => {
  const findings = await findingsOf('HarborVaultV2')
  expect(findings.get('ST-07')!.verdict).toBe('pass')
  expect(findings.get('ST-09')!.verdict).toBe('pass')
})

test('error: the patch that shifts storage is seen without its sources', async () => {
  const findings = await findingsOf('HarborVaultStorageShift')
  const { verdict, evidence } = findings.get('ST-09')!
  expect(verdict).toBe('fail')
  // owner() and the like read another slot.
  expect(evidence.length).toBeGreaterThan(20)
})

test('behavior: what is not known stays so', async () => {
  const unread = { known: false, reason: 'the node was silent' } as const
  const codes = { old: unread, new: { known: true, value: '0x' } as const, proxy: unread }
  expect(await gatherAnalysisFacts(analyser, codes)).toEqual({
    'old analysis': unread,
    'new analysis': { known: false, reason: 'there is no code at this address' },
    'proxy analysis': unread,
  })
})
