import { concat, type Hash, isAddressEqual, keccak256, numberToHex, zeroHash } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { SlotChange, VariableChange } from '@/lib/core/simulation/state-diff'

/** IN-07. Whether the path gives meaning to what everything that was never set looks like: the zero key of a mapping. */
export const trustsNoZero: Check<'upgrade' | 'simulation'> = {
  id: 'IN-07',
  title: 'Initialisation trusts no zero',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade', 'simulation'],
  incident:
    'Nomad, 2022-08-01, 190 million: the initializer was given 0x00 as the trusted root, and every message that nobody had proved belonged to root 0x00.',
  remedy: 'Give the initializer the value it is meant to trust, and let it refuse zero.',
  run: ({ upgrade: { proxies }, simulation: { diff } }) => {
    if (!diff.known) {
      const evidence = [{ where: 'simulation', what: diff.reason }]
      return { verdict: 'unknown', detail: 'What the path writes is not known.', evidence }
    }
    const slots = diff.value.contracts
      .filter(({ address }) => proxies.some((proxy) => isAddressEqual(proxy, address)))
      .flatMap(({ address, storage }) => storage.map((slot) => ({ address, slot })))
    const judged = slots.flatMap(({ address, slot }) =>
      judge(slot).map(({ verdict, what }) => ({
        verdict,
        evidence: { where: `${address} slot ${slot.slot}`, what: visibleText(what) },
      })),
    )
    const verdict = worstVerdict(['pass', ...judged.map((one) => one.verdict)])
    const evidence: FindingEvidence[] = judged
      .filter((one) => one.verdict === verdict)
      .map((one) => one.evidence)
    return { verdict, detail: details[verdict](evidence.length, slots.length), evidence }
  },
}

const details: Readonly<Record<Verdict, (found: number, of: number) => string>> = {
  pass: (_, of) =>
    `None of the ${of} words that the path writes into the proxies is under a zero key.`,
  warn: (found) => `${found} words need a look: zero means something there.`,
  unknown: (found, of) =>
    `${found} of the ${of} words that the path writes into the proxies could not be decoded.`,
  fail: (found) => `${found} words are written under a zero key.`,
  'not-applicable': () => '',
}

type Judged = { readonly verdict: Verdict; readonly what: string }

function judge({ slot, before, after, variables, problem }: SlotChange): Judged[] {
  if (before === after) return []
  if (variables.length === 0) {
    const mapping = mappingOfZero(slot)
    if (mapping !== undefined && after !== zeroHash) {
      const what = `the zero key of a mapping in slot ${mapping}: ${before} → ${after}`
      return [{ verdict: 'fail', what }]
    }
    return [{ verdict: 'unknown', what: problem ?? 'could not be decoded' }]
  }
  return variables.flatMap((variable) => judgeVariable(variable, after))
}

function judgeVariable({ path, type, before, after }: VariableChange, word: Hash): Judged[] {
  const what = `${path}: ${before?.text ?? 'nothing'} → ${after?.text ?? 'nothing'}`
  const keys = [...path.matchAll(/\[([^[\]]*)\]/g)].map(([, key = '']) => key)
  const [last] = keys.slice(-1)
  if (word === zeroHash) {
    return type === 'address' || type.startsWith('contract ')
      ? [{ verdict: 'warn', what: `${what}: it names nobody any more` }]
      : []
  }
  if (last !== undefined && isZero(last)) return [{ verdict: 'fail', what }]
  // The role of whoever grants all others is zero by design.
  const isRole = /(^|\.)_roles\[/.test(path) && keys.length > 1
  return keys.slice(isRole ? 1 : 0).some(isZero) ? [{ verdict: 'warn', what }] : []
}

/** Zero as a whole word or an address. The number 0 is the first of many. */
function isZero(key: string): boolean {
  return /^0x(00){20,32}$/.test(key)
}

/** Slots at which mappings of linear storage are looked for where no layout tells. */
const mostSlots = 512

let zeroKeys: ReadonlyMap<Hash, number> | undefined

function mappingOfZero(slot: Hash): number | undefined {
  zeroKeys ??= new Map(
    Array.from({ length: mostSlots }, (_, at) => [
      keccak256(concat([zeroHash, numberToHex(at, { size: 32 })])),
      at,
    ]),
  )
  return zeroKeys.get(slot)
}
