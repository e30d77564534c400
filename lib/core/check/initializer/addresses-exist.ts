import { zeroAddress } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { CheckFactValues } from '@/lib/core/check/check-facts'
import type { FindingEvidence, Verdict } from '@/lib/core/check/finding'
import { worstVerdict } from '@/lib/core/check/finding'
import { addressesGiven, type GivenAddress } from './addresses-given'
import { type CallOnProxy, callsOnProxies } from './initializer-calls'

type Needs = 'upgrade' | 'calls' | 'new ABI' | 'accounts'
type Accounts = CheckFactValues['accounts']

/** IN-08. Whether the addresses that an initialisation is given are there, and are what they are taken for. */
export const addressesExist: Check<Needs> = {
  id: 'IN-08',
  title: 'Initialisation is given addresses that exist',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade', 'calls', 'new ABI', 'accounts'],
  incident:
    'Wintermute and Optimism, June 2022, 20 million OP: the address belonged to a Safe on another chain. Yearn yUSDT, 2023-04-13, about 11.6 million: it was configured with the wrong asset from the beginning.',
  remedy: 'Compare each address with what the protocol documents for this chain.',
  run: ({ upgrade, calls, 'new ABI': abi, accounts }) => {
    const made = callsOnProxies(upgrade, calls)
      .map((call) => ({ call, decoded: addressesGiven({ abi, data: call.data }) }))
      .filter(({ call, decoded }) => call.isMigration || (decoded && setsUp.test(decoded.name)))
    if (made.length === 0) {
      return { verdict: 'not-applicable', detail: 'The patch initialises nothing.', evidence: [] }
    }
    const judged = made.flatMap(({ call, decoded }) =>
      decoded
        ? [
            ...decoded.addresses.map((given) => judge(call, given, accounts)),
            ...decoded.opaque.map((name) => judgeBytes(call, name)),
          ]
        : [
            {
              verdict: 'unknown' as const,
              where: call.where,
              what: 'its arguments were not decoded',
            },
          ],
    )
    if (judged.length === 0) {
      return { verdict: 'pass', detail: 'It is given no addresses.', evidence: [] }
    }
    const verdict = worstVerdict(judged.map((one) => one.verdict))
    const wrong = judged.filter((one) => one.verdict === verdict).length
    const detail =
      verdict === 'pass'
        ? `${judged.length} addresses, each of the kind that it has to be.`
        : `${wrong} of ${judged.length} addresses ${words[verdict]}.`
    return { verdict, detail, evidence: judged.map(({ where, what }) => ({ where, what })) }
  },
}

const words: Readonly<Record<Verdict, string>> = {
  fail: 'cannot be what they are taken for',
  warn: 'need a look',
  unknown: 'were not read',
  pass: '',
  'not-applicable': '',
}

const setsUp = /init|setup|migrat/i

type Judged = FindingEvidence & { readonly verdict: Verdict }

function judge(call: CallOnProxy, given: GivenAddress, accounts: Accounts): Judged {
  const account = accounts.get(given.value.toLowerCase())
  const { verdict, what } = standing(given, account?.kind)
  const text = `${visibleText(given.name || 'address')} ${given.value} ${what}`
  return { verdict, where: call.where, what: text }
}

function judgeBytes({ where }: CallOnProxy, name: string): Judged {
  const what = `${visibleText(name || 'bytes')}: bytes that the code reads as it likes`
  return { verdict: 'unknown', where, what }
}

function standing(
  { value, isContract }: GivenAddress,
  kind: 'none' | 'contract' | 'delegated' | undefined,
): { readonly verdict: Verdict; readonly what: string } {
  if (value === zeroAddress) return { verdict: isContract ? 'fail' : 'warn', what: 'is zero' }
  switch (kind) {
    case undefined:
      return { verdict: 'unknown', what: 'was not read' }
    case 'none':
      return isContract
        ? { verdict: 'fail', what: 'is taken for a contract and has no code' }
        : { verdict: 'pass', what: 'has no code, and need not' }
    case 'delegated':
      return { verdict: 'warn', what: 'is an account whose owner chooses its code' }
    case 'contract':
      return { verdict: 'pass', what: 'is a contract' }
  }
}
