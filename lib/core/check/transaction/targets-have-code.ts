import { walkCalls } from '@/lib/core/calldata/walk-calls'
import type { Check } from '@/lib/core/check/check'

/** TX-08. Whether what is called exists on this chain. A call with data to nothing succeeds and does nothing. */
export const targetsHaveCode: Check<'calls' | 'accounts' | 'chain id'> = {
  id: 'TX-08',
  title: 'There is code at every address that is called',
  severity: 'critical',
  about: 'patch',
  kind: 'integrity',
  needs: ['calls', 'accounts', 'chain id'],
  incident:
    'Wintermute and Optimism, June 2022, 20 million OP: sent to a Safe that existed on another chain only, and was made here by somebody else.',
  remedy: 'Take the address that the contract has on this chain.',
  run: ({ calls, accounts, 'chain id': chainId }) => {
    const called = walkCalls(calls).filter(({ call }) => call.call.data !== '0x')
    const read = called.map(({ path, call }) => ({
      where: path,
      target: call.call.target,
      account: accounts.get(call.call.target.toLowerCase()),
    }))
    const empty = read.filter(({ account }) => account?.kind === 'none')
    if (empty.length > 0) {
      const evidence = empty.map(({ where, target }) => ({
        where,
        what: `no code at ${target} on chain ${chainId}`,
      }))
      return {
        verdict: 'fail',
        detail: `${empty.length} calls go to addresses without code.`,
        evidence,
      }
    }
    const unread = read.filter(({ account }) => account === undefined)
    if (unread.length > 0) {
      const evidence = unread.map(({ where, target }) => ({
        where,
        what: `${target} was not read`,
      }))
      return { verdict: 'unknown', detail: `${unread.length} addresses were not read.`, evidence }
    }
    const detail = `There is code at all ${read.length} addresses.`
    return { verdict: 'pass', detail, evidence: [] }
  },
}
