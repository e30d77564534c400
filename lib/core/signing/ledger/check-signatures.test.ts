import fc from 'fast-check'
import type { Address } from 'viem'
import { describe, expect, test } from 'vitest'
import { addressOf, known } from '@/lib/core/patch/__fixtures__/draft'
import { factsOf, safeState, schedule, signature, unread } from './__fixtures__/ledger'
import { checkSignatures, checkThreshold } from './check-signatures'
import type { ProvenClaim } from './signature-claim'

const chain = factsOf(schedule)
const [ada, grace] = safeState.owners as [Address, Address]
const stranger = addressOf('stranger')
const lower = (address: Address) => address.toLowerCase() as Address

const judge = (...claims: ProvenClaim[]) => checkSignatures(known(claims), chain)
const forged = (owner: Address): ProvenClaim => ({
  owner,
  signature: { kind: 'eip712', signer: stranger, data: '0x12' },
  proof: known(true),
})
const none = (owner: Address): ProvenClaim => ({
  owner,
  problem: 'It is too short.',
  proof: known(false),
})
const claimOf = (kind: 'contract' | 'approved-hash', isProven: boolean): ProvenClaim => ({
  owner: ada,
  signature: { kind, signer: ada, data: '0x12' },
  proof: known(isProven),
})

test('default: each is its owner’s', () => {
  expect(judge(signature(ada))).toEqual({
    id: 'signatures',
    title: 'Every stored signature is its owner’s',
    anchor: 'chain',
    verdict: 'pass',
    detail: '1 of 1 counts.',
  })
  expect(judge(signature(ada), signature(lower(grace)))).toMatchObject({
    verdict: 'pass',
    detail: '2 of 2 count.',
  })
  expect(judge()).toMatchObject({ verdict: 'not-applicable', detail: 'None is stored yet.' })
})

describe('what is forged fails', () => {
  test('error: it recovers to somebody else', () => {
    expect(judge(signature(grace), forged(ada))).toMatchObject({
      verdict: 'fail',
      detail: `Not counted: what is kept for ${ada} recovers to ${stranger}.`,
      expected: ada,
      found: stranger,
    })
  })

  test('error: it is none', () => {
    expect(judge(none(ada))).toMatchObject({
      verdict: 'fail',
      detail: `Not counted: what is kept for ${ada} is none. It is too short.`,
      expected: ada,
      found: undefined,
    })
  })

  test('error: an approval that was never made; a contract that takes its word back forges nothing', () => {
    expect(judge(claimOf('approved-hash', false))).toMatchObject({
      verdict: 'fail',
      detail: `Not counted: ${ada} has approved nothing on chain.`,
    })
    expect(judge(claimOf('contract', false), signature(grace))).toMatchObject({
      verdict: 'pass',
      detail: `1 of 2 counts. Not counted: the contract ${ada} does not own up to its signature.`,
    })
    expect(judge(claimOf('approved-hash', true)).detail).toBe('1 of 1 counts.')
  })

  test('behavior: one of them fails all, wherever it stands and whatever else is not known', () => {
    const good = fc.constantFrom(signature(ada), signature(stranger), claimOf('contract', false), {
      ...claimOf('contract', true),
      proof: unread,
    })
    const bad = fc.constantFrom(forged(ada), none(grace), claimOf('approved-hash', false))
    fc.assert(
      fc.property(fc.array(good), fc.array(good), bad, (before, after, one) => {
        expect(judge(...before, one, ...after).verdict).toBe('fail')
      }),
    )
  })
})

test('behavior: former owners hold nothing up, and are not counted', () => {
  expect(judge(signature(stranger), signature(ada))).toMatchObject({
    verdict: 'pass',
    detail: `1 of 2 counts. Not counted: ${stranger} is no owner of the Safe.`,
  })
})

test('behavior: what could not be asked is unknown', () => {
  const claim = { ...claimOf('contract', true), proof: unread }
  expect(judge(signature(grace), claim)).toMatchObject({
    verdict: 'unknown',
    detail: unread.reason,
  })
  for (const check of [checkSignatures, checkThreshold]) {
    expect(check(unread, chain)).toMatchObject({ verdict: 'unknown', detail: unread.reason })
    const withoutSafe = check(known([signature(ada)]), { safe: unread })
    expect(withoutSafe).toMatchObject({ verdict: 'unknown', detail: unread.reason })
  }
})

describe('the threshold', () => {
  const threshold = (...claims: ProvenClaim[]) => checkThreshold(known(claims), chain)

  test('default: enough owners, each once', () => {
    expect(threshold(signature(ada), signature(grace))).toEqual({
      id: 'threshold',
      title: 'Enough owners have signed',
      anchor: 'chain',
      verdict: 'pass',
      detail: '2 of 2',
    })
    expect(threshold(signature(ada))).toMatchObject({ verdict: 'fail', detail: '1 of 2' })
  })

  test('behavior: is reached by distinct owners alone, in whatever order and spelling', () => {
    const claims = fc.array(
      fc.oneof(
        fc.constantFrom(...safeState.owners).map((owner) => signature(owner)),
        fc.constantFrom(...safeState.owners).map((owner) => signature(lower(owner))),
        fc.constantFrom(signature(stranger), forged(ada), none(grace)),
      ),
    )
    fc.assert(
      fc.property(claims, (some) => {
        const counting = some.filter(
          (each) =>
            'signature' in each && each.owner !== stranger && each.signature.signer === each.owner,
        )
        const distinct = new Set(counting.map(({ owner }) => lower(owner))).size
        expect(threshold(...some)).toMatchObject({
          verdict: distinct >= safeState.threshold ? 'pass' : 'fail',
          detail: `${distinct} of ${safeState.threshold}`,
        })
        expect(threshold(...some.toReversed())).toEqual(threshold(...some))
      }),
    )
  })
})
