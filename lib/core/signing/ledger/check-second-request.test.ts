import fc from 'fast-check'
import type { Address } from 'viem'
import { expect, test } from 'vitest'
import { addressOf, hashOf, known } from '@/lib/core/patch/__fixtures__/draft'
import { rejectionOf } from '@/lib/core/safe/rejection-of'
import { schedule, subjectOf, toldOf, unread } from './__fixtures__/ledger'
import { checkSecondRequest, type SignedRequest } from './check-second-request'
import type { ServiceFacts } from './service-facts'

const account = addressOf('owner 2')
const subject = subjectOf(schedule)
const { safe, nonce } = schedule
const mine: SignedRequest = { safe, account, nonce, safeTxHash: hashOf('another') }
const lower = (address: Address) => address.toLowerCase() as Address

const judge = (
  remembered: readonly SignedRequest[],
  of = subject,
  by: readonly Address[] = [account],
) => checkSecondRequest(of, by, remembered, undefined)

/** What the service has: another transaction, confirmed by these. */
const serviceOf = (
  owners: readonly Address[],
  change: Partial<typeof schedule> = { value: 9n },
) => {
  const confirmations = owners.map((owner) => ({ owner, bytes: '0x12' as const }))
  const pending = [toldOf({ ...schedule, ...change }, { confirmations })]
  return known<ServiceFacts>({ answer: toldOf(schedule), pending })
}

test('default: nothing, or the very same, was signed', () => {
  const same = [{ ...mine, safeTxHash: subject.safeTxHash }]
  const nothingElse = known<ServiceFacts>({ answer: toldOf(schedule), pending: [] })
  for (const remembered of [[], same]) {
    const found = checkSecondRequest(subject, [account], remembered, nothingElse)
    expect(found).toMatchObject({ verdict: 'pass', anchor: 'recomputed' })
    // One browser's memory alone is no pass.
    expect(judge(remembered).verdict).toBe('not-applicable')
  }
})

test('behavior: another one asks for an answer, and both are named', () => {
  expect(judge([mine])).toEqual({
    id: 'second-request',
    title: 'You have signed nothing else for this nonce',
    anchor: 'recomputed',
    verdict: 'needs-acknowledgement',
    detail: `Your account has signed another transaction for nonce ${nonce}. If you were told that it failed and has to be signed again, stop and ask another signer.`,
    expected: mine.safeTxHash,
    found: subject.safeTxHash,
  })
  // Also where the very same was signed besides, in whatever order.
  const same = { ...mine, safeTxHash: subject.safeTxHash }
  expect(judge([same, mine]).verdict).toBe('needs-acknowledgement')
  expect(judge([mine, same]).verdict).toBe('needs-acknowledgement')
})

test('behavior: it is of one account, Safe, chain and nonce, however their addresses are written', () => {
  const which = fc.record({
    chain: fc.boolean(),
    address: fc.boolean(),
    account: fc.boolean(),
    nonce: fc.boolean(),
    lower: fc.boolean(),
  })
  fc.assert(
    fc.property(which, (is) => {
      const address = is.address ? safe.address : addressOf('another Safe')
      const by = is.account ? account : addressOf('owner 3')
      const request = {
        ...mine,
        safe: {
          chainId: is.chain ? safe.chainId : safe.chainId + 1,
          address: is.lower ? lower(address) : address,
        },
        account: is.lower ? lower(by) : by,
        nonce: is.nonce ? nonce : nonce + 1n,
      }
      const isOfThis = is.chain && is.address && is.account && is.nonce
      expect(judge([request]).verdict).toBe(isOfThis ? 'needs-acknowledgement' : 'not-applicable')
    }),
  )
})

test('behavior: what the service says was signed counts besides', () => {
  const verdictOf = (...of: Parameters<typeof serviceOf>) =>
    checkSecondRequest(subject, [account], [], serviceOf(...of)).verdict
  expect(verdictOf([account])).toBe('needs-acknowledgement')
  expect(verdictOf([addressOf('owner 3'), lower(account)])).toBe('needs-acknowledgement')
  expect(verdictOf([addressOf('owner 3')])).toBe('pass')
  expect(verdictOf([])).toBe('pass')
  expect(verdictOf([account], { nonce: nonce + 1n })).toBe('pass')
  expect(verdictOf([account], {})).toBe('pass')
})

test('behavior: a service that is silent takes nothing back', () => {
  expect(checkSecondRequest(subject, [account], [mine], unread).verdict).toBe(
    'needs-acknowledgement',
  )
})

test('behavior: a device signs as an account of its own, beside that of the wallet', () => {
  const device = addressOf('on the device')
  const before = [{ ...mine, account: device }]
  expect(judge(before).verdict).toBe('not-applicable')
  for (const signers of [[device], [account, device], [device, account]]) {
    expect(judge(before, subject, signers).verdict).toBe('needs-acknowledgement')
  }
})

test('behavior: without an account nobody has signed', () => {
  expect(checkSecondRequest(subject, [], [mine], undefined)).toMatchObject({
    verdict: 'not-applicable',
    detail: 'No wallet is connected.',
  })
})

test('behavior: a rejection is told and not asked about; what is not quite one is', () => {
  const rejection = rejectionOf(schedule)
  expect(judge([mine], subjectOf(rejection))).toMatchObject({
    verdict: 'warn',
    detail: `Your account has signed another transaction for nonce ${nonce}. This one rejects it.`,
  })
  const almost = [
    { target: addressOf('another Safe') },
    { value: 1n },
    { data: '0x12' },
    { operation: 'delegatecall' },
  ] as const
  for (const change of almost) {
    expect(judge([mine], subjectOf({ ...rejection, ...change })).verdict).toBe(
      'needs-acknowledgement',
    )
  }
})
