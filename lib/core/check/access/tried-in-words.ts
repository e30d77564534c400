import { visibleText } from '@/lib/core/chain/visible-text'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { StrangerCalls } from '@/lib/core/simulation/stranger-calls'

/** What was tried, so that a pass says no more than it knows. */
export function triedInWords({ functions, calls }: Pick<StrangerCalls, 'functions' | 'calls'>) {
  return `Tried: ${functions} functions in ${calls} calls, without ether, from an account that holds nothing.`
}

/** What was left out, a few of many. */
export function untriedEvidence({
  calls,
  untried,
}: Pick<StrangerCalls, 'calls' | 'untried'>): FindingEvidence[] {
  if (calls === 0) return [{ where: 'not tried', what: 'no function that writes is known' }]
  return untried.slice(0, 10).map((what) => ({ where: 'not tried', what: visibleText(what) }))
}
