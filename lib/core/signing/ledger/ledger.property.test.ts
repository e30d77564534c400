import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Known } from '@/lib/core/chain/snapshot'
import { addressOf, hashOf, known } from '@/lib/core/patch/__fixtures__/draft'
import { arbitrarySafeTransaction } from '@/lib/core/safe/__fixtures__/arbitraries'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import {
  factsOf,
  honest,
  patch,
  reviewOf,
  safeState,
  schedule,
  subjectOf,
  toldOf,
  unread,
} from './__fixtures__/ledger'
import { readable } from './__fixtures__/readable'
import { mayProceed } from './may-proceed'
import { type SafeLedgerParameters, safeLedger } from './safe-ledger'
import type { SigningFacts } from './signing-facts'

const standsIn = (parameters: SafeLedgerParameters) =>
  readable(safeLedger(parameters)).filter(
    ({ verdict }) => verdict === 'fail' || verdict === 'unknown',
  )

const chain = factsOf(schedule)
const fields = Object.keys(schedule) as (keyof SafeTransaction)[]
const everything = () => new Set(readable(safeLedger(honest())).map(({ id }) => id))

/** One field of the Safe transaction is another one. */
const changed = fc
  .tuple(fc.constantFrom(...fields), arbitrarySafeTransaction)
  .map(([field, other]) => ({
    ...schedule,
    [field]: field === 'operation' ? 'delegatecall' : other[field],
  }))
  .filter((transaction) => fields.some((field) => transaction[field] !== schedule[field]))

/** Another value of each fact of a node. */
const lies: Readonly<Record<string, Partial<SigningFacts>>> = {
  chainId: { chainId: known(1) },
  ownsAbove: { ownsAbove: known(false) },
  owners: { safe: known({ ...safeState, owners: [addressOf('forger')] }) },
  threshold: { safe: known({ ...safeState, threshold: 1 }) },
  nonce: { safe: known({ ...safeState, nonce: 8n }) },
  singleton: { safe: known({ ...safeState, singleton: addressOf('forger') }) },
  modules: { safe: known({ ...safeState, modules: [addressOf('forger')] }) },
  guard: { safe: known({ ...safeState, guard: addressOf('forger') }) },
  singletonCodeHash: { singletonCodeHash: known(hashOf('forged')) },
  contractDomainHash: { contractDomainHash: known(hashOf('forged')) },
  contractSafeTxHash: { contractSafeTxHash: known(hashOf('forged')) },
  targetCodeHash: { targetCodeHash: known(hashOf('forged')) },
  minDelay: { minDelay: known(1n) },
  safeIsProposer: { safeIsProposer: known(false) },
  operationState: { operationState: known('waiting') },
  contractOperationId: { contractOperationId: known(hashOf('forged')) },
  implementation: {
    upgrades: chain.upgrades.map((each) => ({
      ...each,
      currentImplementation: known(addressOf('forger')),
    })),
  },
  code: { upgrades: chain.upgrades.map((each) => ({ ...each, newCodeHash: known(hashOf('f')) })) },
}

describe('a single field mutated', () => {
  test('behavior: of the transaction the page shows, and it is stopped', () => {
    const all = everything()
    fc.assert(
      fc.property(changed, (transaction) => {
        const subject = { ...subjectOf(schedule), transaction }
        expect(mayProceed(readable(safeLedger(honest({ subject }))), all)).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  test('behavior: of what the service keeps, and it is stopped', () => {
    fc.assert(
      fc.property(changed, fc.boolean(), (transaction, isListed) => {
        const altered = toldOf(schedule, { transaction })
        const service = isListed
          ? { answer: toldOf(schedule), pending: [altered] }
          : { answer: altered, pending: [toldOf(schedule)] }
        const ids = standsIn(honest({}, { service: known(service) })).map(({ id }) => id)
        expect(ids).toContain('service')
      }),
      { numRuns: 50 },
    )
  })

  test.each(Object.entries(lies))('behavior: %s, by one of two nodes', (_, lie) => {
    const lying = { ...chain, ...lie }
    const witness = { name: 'rpc.two', isConfigured: true, facts: known(lying) }
    expect(standsIn(honest({}, { witnesses: [witness] })).map(({ id }) => id)).toEqual(['quorum'])
    expect(standsIn(honest({}, { chain: lying })).map(({ id }) => id)).toContain('quorum')
  })

  test('behavior: of the dossier, whatever digest it is handed over with', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          { title: 'another' },
          { description: 'another' },
          { createdAt: 1n },
          { predecessor: hashOf('another') },
          { safe: addressOf('another') },
          { timelock: addressOf('another') },
        ),
        (change) => {
          const subject = subjectOf(schedule, { patch: { ...patch, ...change } })
          expect(standsIn(honest({ subject })).map(({ id }) => id)).toContain('dossier')
        },
      ),
    )
  })
})

describe('what is not known', () => {
  const facts = Object.keys(chain).filter(
    (name) => !['block', 'upgrades', 'targetCodeHash', 'ownsAbove'].includes(name),
  ) as Exclude<keyof SigningFacts, 'block' | 'upgrades'>[]

  test('behavior: any facts, of all nodes alike, and nothing proceeds', () => {
    const all = everything()
    fc.assert(
      fc.property(fc.subarray(facts, { minLength: 1 }), (missing) => {
        const poor = { ...chain, ...Object.fromEntries(missing.map((name) => [name, unread])) }
        const witnesses = [{ name: 'rpc.two', isConfigured: true, facts: known(poor) }]
        const ledger = readable(safeLedger(honest({}, { chain: poor, witnesses })))
        expect(mayProceed(ledger, all)).toBe(false)
      }),
    )
  })

  test('behavior: none at all, and nothing but what rests on bytes alone passes', () => {
    const nothing = Object.fromEntries(facts.map((name) => [name, unread]))
    const poor: SigningFacts = { ...chain, ...nothing, targetCodeHash: unread, upgrades: [] }
    const review = reviewOf({ standing: 'none' })
    const ledger = readable(
      safeLedger(
        honest({ review }, { chain: poor, witnesses: [], service: unread, claims: unread }),
      ),
    )
    const passing = ledger.filter(({ verdict }) => verdict === 'pass')
    expect(passing.filter(({ anchor }) => anchor === 'chain')).toEqual([])
    expect(mayProceed(ledger, everything())).toBe(false)
    expect(mayProceed([], everything())).toBe(false)
  })

  test('behavior: what only the proposer wrote is the anchor of nothing that passes', () => {
    const ledger = readable(safeLedger(honest()))
    expect(ledger.filter(({ anchor }) => anchor === 'proposer')).toEqual([])
  })
})

/** Keeps the table of lies whole: a fact that is added is lied about. */
test('behavior: every fact that decides is among the lies', () => {
  const told = new Set(Object.values(lies).flatMap((lie) => Object.keys(lie)))
  const kinds = Object.keys(chain).filter((name) => name !== 'block')
  expect(kinds.filter((name) => !told.has(name))).toEqual([])
  const value: Known<unknown> = chain.chainId
  expect(value.known).toBe(true)
})
