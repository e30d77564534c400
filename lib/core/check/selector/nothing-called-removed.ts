import type { Hex } from 'viem'
import { diffAbi } from '@/lib/core/abi/diff-abi'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { SelectorUse } from './selector-use'

/** SE-02. Whether those who call what is gone are told before they find out. */
export const nothingCalledRemoved: Check<'old ABI' | 'new ABI', 'selector use'> = {
  id: 'SE-02',
  title: 'No selector is gone that is still called',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old ABI', 'new ABI'],
  // Where nothing is gone, nobody needs to know what is called.
  may: ['selector use'],
  incident:
    'Compound proposal 117, 2022-08-30: contracts went on calling what the new oracle no longer understood, and 830 million stood still for a week.',
  remedy: 'Keep the function until its callers have moved, or tell them before.',
  run: ({ 'old ABI': from, 'new ABI': to, 'selector use': use = [] }) => {
    const removed = diffAbi({ from, to }).functions.filter(({ change }) => change === 'removed')
    if (removed.length === 0) {
      return { verdict: 'pass', detail: 'No function is gone.', evidence: [] }
    }
    const [first] = use
    const evidence = removed.map(({ key, signature }) => {
      const calls = first ? `called ${timesCalled(use, key)} times` : 'who calls it is not known'
      return { where: key, what: visibleText(`${signature} is gone; ${calls}`) }
    })
    if (!first) {
      const detail = `${removed.length} functions are gone; past transactions were not read.`
      return { verdict: 'unknown', detail, evidence }
    }
    const called = removed.filter(({ key }) => timesCalled(use, key) > 0).length
    const range = `in blocks ${first.fromBlock} to ${first.toBlock}`
    return called > 0
      ? { verdict: 'fail', detail: `${called} of them were called ${range}.`, evidence }
      : {
          // Other contracts call without a transaction of their own, so this is no proof.
          verdict: 'warn',
          detail: `No transaction called them ${range}. Calls from within contracts are not seen.`,
          evidence,
        }
  },
}

function timesCalled(use: readonly SelectorUse[], selector: Hex): number {
  return use.reduce((sum, { counts }) => sum + (counts.get(selector) ?? 0), 0)
}
