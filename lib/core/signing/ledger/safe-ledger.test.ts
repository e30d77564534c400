import { describe, expect, test } from 'vitest'
import { addressOf, hashOf, known, owner } from '@/lib/core/patch/__fixtures__/draft'
import { payment, safe, transactionOf } from '@/lib/core/patch/__fixtures__/proposals'
import { rejectionOf } from '@/lib/core/safe/rejection-of'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { integrity, judgement } from '@/lib/core/signing/__fixtures__/acknowledge'
import {
  currentReview,
  factsOf,
  honest,
  reviewOf,
  safeState,
  schedule,
  signature,
  subjectOf,
  toldOf,
  unread,
} from './__fixtures__/ledger'
import { readable } from './__fixtures__/readable'
import { blockingEntries, mayProceed } from './may-proceed'
import { type SafeLedgerFacts, type SafeLedgerParameters, safeLedger } from './safe-ledger'
import type { ServiceTransaction } from './service-facts'

const account = addressOf('owner 2')
const other = transactionOf(payment)
const rival = transactionOf({ ...payment, value: 2n })
const { safeTxHash } = subjectOf(schedule)
const { safeTxHash: rivalHash } = subjectOf(rival)

/** The verdicts of the entries that do not pass. */
const notPassing = (parameters: SafeLedgerParameters) =>
  readable(safeLedger(parameters))
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id, verdict }) => `${id} ${verdict}`)

const serviceOf = (
  change: Partial<ServiceTransaction>,
  pending: readonly ServiceTransaction[] = [],
): Partial<SafeLedgerFacts> => ({
  service: known({
    answer: toldOf(schedule, change),
    pending: [toldOf(schedule, change), ...pending],
  }),
})

const alteredBy = (change: Partial<SafeTransaction>) =>
  serviceOf({ transaction: { ...schedule, ...change } })

describe('default', () => {
  test('an honest patch: every entry, in its order', () => {
    expect(
      readable(safeLedger(honest())).map(({ id, verdict }) => `${id} ${verdict}`),
    ).toMatchInlineSnapshot(`
      [
        "chain pass",
        "safe pass",
        "safe-code pass",
        "safe-tx-hash pass",
        "delegatecall pass",
        "refund pass",
        "look-alike pass",
        "nonce pass",
        "dossier pass",
        "operation-id pass",
        "delay pass",
        "proposer pass",
        "fresh pass",
        "upgrades pass",
        "from-0 pass",
        "code-0 pass",
        "service pass",
        "signatures pass",
        "second-request pass",
        "rivals pass",
        "gaps pass",
        "quorum pass",
        "review pass",
        "simulation pass",
        "review-integrity pass",
        "review-judgements pass",
      ]
    `)
    expect(mayProceed(readable(safeLedger(honest())))).toBe(true)
  })

  test('the same before it is executed, with enough signatures', () => {
    const claims = known([signature(), signature(account)])
    const executing = honest({ purpose: 'execute' }, { claims })
    expect(notPassing(executing)).toEqual([])
    expect(notPassing(honest({ purpose: 'execute' }))).toEqual(['threshold fail'])
  })

  test('without service, second node, wallet and review nothing is green by absence', () => {
    const alone = (change: Partial<SafeLedgerParameters>, of: SafeTransaction) =>
      honest(
        { subject: subjectOf(of), review: undefined, walletChainId: undefined, ...change },
        {
          chain: factsOf(of),
          service: undefined,
          witnesses: [],
          claims: known([signature(), signature(account)]),
        },
      )
    const absent = ['service not-applicable', 'rivals not-applicable', 'quorum not-applicable']
    const signing = alone({ signers: [] }, schedule)
    expect(notPassing(signing)).toEqual([
      'service not-applicable',
      'second-request not-applicable',
      'rivals not-applicable',
      'quorum not-applicable',
      'review unknown',
    ])
    expect(mayProceed(readable(safeLedger(signing)))).toBe(false)
    // Enough have signed: that it was not reviewed here is told.
    const executing = alone({ purpose: 'execute' }, schedule)
    expect(notPassing(executing)).toEqual([...absent, 'review unknown'])
    expect(mayProceed(readable(safeLedger(executing)))).toBe(true)
    // Where there is a service, there is a review to wait for.
    const facts = { ...executing.facts, service: honest().facts.service }
    expect(mayProceed(readable(safeLedger({ ...executing, facts })))).toBe(false)
    // What waits for none says so.
    const paying = alone(
      { purpose: 'execute', subject: subjectOf(other, { patch: undefined }) },
      other,
    )
    expect(notPassing(paying)).toEqual([
      'dossier not-applicable',
      ...absent,
      'review not-applicable',
    ])
  })
})

type Case = readonly [
  what: string,
  attack: SafeLedgerParameters,
  expected: string[],
  /** Which looks like it and is honest. */
  twin: SafeLedgerParameters,
]

const forger = addressOf('forger')
const chain = factsOf(schedule)

const attacks: readonly Case[] = [
  [
    'a service with other calldata under the hash',
    honest({}, alteredBy({ data: '0x' })),
    ['service fail'],
    honest({}, alteredBy({ data: schedule.data.toUpperCase().replace('0X', '0x') as '0x' })),
  ],
  [
    'a service with another target under the hash',
    honest({}, alteredBy({ target: forger })),
    ['service fail'],
    honest({}, alteredBy({ target: schedule.target.toLowerCase() as `0x${string}` })),
  ],
  [
    'a service that answers another hash',
    honest({}, { service: known({ answer: toldOf(rival), pending: [toldOf(schedule)] }) }),
    ['service fail'],
    honest({}, serviceOf({})),
  ],
  [
    'a service that lists it altered',
    honest(
      {},
      {
        service: known({
          answer: toldOf(schedule),
          pending: [toldOf(schedule, { transaction: { ...schedule, value: 1n } })],
        }),
      },
    ),
    ['service fail'],
    honest(),
  ],
  [
    'a service that does not know it',
    honest({}, { service: known({ answer: undefined, pending: [] }) }),
    ['service unknown'],
    honest(),
  ],
  [
    'a service that is silent',
    honest({}, { service: unread }),
    ['service unknown', 'second-request unknown', 'rivals unknown'],
    honest(),
  ],
  [
    'a signature that recovers to somebody else',
    honest(
      {},
      {
        claims: known([
          {
            owner,
            signature: { kind: 'eip712', signer: forger, data: '0x12' },
            proof: known(true),
          },
        ]),
      },
    ),
    ['signatures fail'],
    honest(),
  ],
  [
    'bytes that are no signature',
    honest({}, { claims: known([{ owner, problem: 'It is too short.', proof: known(false) }]) }),
    ['signatures fail'],
    honest({}, { claims: known([signature()]) }),
  ],
  [
    'an approval that the chain does not know',
    honest(
      {},
      {
        claims: known([
          {
            owner,
            signature: { kind: 'approved-hash', signer: owner, data: '0x01' },
            proof: known(false),
          },
        ]),
      },
    ),
    ['signatures fail'],
    honest(
      {},
      {
        claims: known([
          {
            owner,
            signature: { kind: 'approved-hash', signer: owner, data: '0x01' },
            proof: known(true),
          },
        ]),
      },
    ),
  ],
  [
    'a contract that cannot be asked',
    honest(
      {},
      {
        claims: known([
          { owner, signature: { kind: 'contract', signer: owner, data: '0x01' }, proof: unread },
        ]),
      },
    ),
    ['signatures unknown'],
    // It may change its mind: its signature is then told, and not counted.
    honest(
      {},
      {
        claims: known([
          {
            owner,
            signature: { kind: 'contract', signer: owner, data: '0x01' },
            proof: known(false),
          },
        ]),
      },
    ),
  ],
  [
    'too few that count, one of them by somebody who is no owner any more',
    honest({ purpose: 'execute' }, { claims: known([signature(), signature(forger)]) }),
    ['threshold fail'],
    honest({ purpose: 'execute' }, { claims: known([signature(), signature(account)]) }),
  ],
  [
    'one owner who signed twice',
    honest({ purpose: 'execute' }, { claims: known([signature(), signature()]) }),
    ['threshold fail'],
    honest({ purpose: 'execute' }, { claims: known([signature(), signature(account)]) }),
  ],
  [
    'a rival that is not on the page',
    honest({}, serviceOf({}, [toldOf(rival, { confirmations: [] })])),
    ['rivals fail'],
    // One that is there is told, and stops nobody.
    honest({ rivals: [rivalHash] }, serviceOf({}, [toldOf(rival, { confirmations: [] })])),
  ],
  [
    'a rival that the service keeps from this browser',
    honest({ rivals: [rivalHash] }),
    ['rivals fail'],
    honest(),
  ],
  [
    'a second request for the nonce, as the service knows',
    honest(
      { rivals: [rivalHash] },
      serviceOf({}, [toldOf(rival, { confirmations: [{ owner: account, bytes: '0x12' }] })]),
    ),
    ['second-request needs-acknowledgement', 'rivals warn'],
    honest(
      { rivals: [rivalHash] },
      serviceOf({}, [toldOf(rival, { confirmations: [{ owner, bytes: '0x12' }] })]),
    ),
  ],
  [
    'a second request for the nonce, as only this browser knows',
    honest({ remembered: [{ safe, account, nonce: 7n, safeTxHash: hashOf('failed') }] }),
    ['second-request needs-acknowledgement'],
    honest({
      remembered: [
        { safe, account, nonce: 6n, safeTxHash: hashOf('at another nonce') },
        { safe, account: owner, nonce: 7n, safeTxHash: hashOf('by another account') },
        { safe: { ...safe, chainId: 1 }, account, nonce: 7n, safeTxHash: hashOf('elsewhere') },
        { safe, account, nonce: 7n, safeTxHash },
      ],
    }),
  ],
  [
    'a second node that names other owners',
    honest(
      {},
      {
        witnesses: [
          {
            name: 'rpc.two',
            isConfigured: true,
            facts: known({ ...chain, safe: known({ ...safeState, owners: [forger] }) }),
          },
        ],
      },
    ),
    ['quorum fail'],
    honest(
      {},
      {
        witnesses: [
          {
            name: 'rpc.two',
            isConfigured: true,
            facts: known({
              ...chain,
              safe: known({ ...safeState, owners: safeState.owners.toReversed() }),
            }),
          },
        ],
      },
    ),
  ],
  [
    'a second node on another block of this number',
    honest(
      {},
      {
        witnesses: [
          {
            name: 'rpc.two',
            isConfigured: true,
            facts: known({ ...chain, block: { ...chain.block, hash: hashOf('fork') } }),
          },
        ],
      },
    ),
    ['quorum fail'],
    honest(),
  ],
  [
    'a second node that is silent',
    honest({}, { witnesses: [{ name: 'rpc.two', isConfigured: true, facts: unread }] }),
    ['quorum unknown'],
    // A wallet need not pass questions on: what is left is one node, and told as that.
    honest({}, { witnesses: [{ name: 'your wallet’s node', isConfigured: false, facts: unread }] }),
  ],
  [
    'a configured node that is silent, though another agrees',
    honest(
      {},
      {
        witnesses: [
          { name: 'rpc.two', isConfigured: true, facts: known(chain) },
          { name: 'rpc.three', isConfigured: true, facts: unread },
        ],
      },
    ),
    ['quorum unknown'],
    honest(
      {},
      {
        witnesses: [
          { name: 'rpc.two', isConfigured: true, facts: known(chain) },
          { name: 'rpc.three', isConfigured: true, facts: known(chain) },
        ],
      },
    ),
  ],
  [
    'a second node that leaves out what decides',
    honest(
      {},
      {
        witnesses: [
          {
            name: 'rpc.two',
            isConfigured: true,
            facts: known({ ...chain, contractSafeTxHash: unread }),
          },
        ],
      },
    ),
    ['quorum unknown'],
    // A wallet may leave out what it does not pass on.
    honest(
      {},
      {
        witnesses: [
          {
            name: 'your wallet’s node',
            isConfigured: false,
            facts: known({ ...chain, contractSafeTxHash: unread }),
          },
        ],
      },
    ),
  ],
  [
    'a wallet’s node that leaves something out and says something else otherwise',
    honest(
      {},
      {
        witnesses: [
          {
            name: 'your wallet’s node',
            isConfigured: false,
            facts: known({
              ...chain,
              contractSafeTxHash: unread,
              targetCodeHash: known(hashOf('other code')),
            }),
          },
        ],
      },
    ),
    ['quorum fail'],
    honest(),
  ],
  [
    'a review of other bytes',
    honest({ review: reviewOf({ standing: 'of-other-bytes' }) }),
    ['review fail', 'review-integrity unknown', 'review-judgements unknown'],
    honest({ review: reviewOf() }),
  ],
  [
    'no review',
    honest({ review: reviewOf({ standing: 'none' }) }),
    ['review unknown', 'review-integrity unknown', 'review-judgements unknown'],
    honest({ review: reviewOf() }),
  ],
  [
    'no review of what asks for one',
    honest({ review: undefined }),
    ['review unknown'],
    honest(
      { subject: subjectOf(other, { patch: undefined }), review: undefined },
      {
        chain: factsOf(other),
        witnesses: [],
        service: known({ answer: toldOf(other), pending: [toldOf(other)] }),
      },
    ),
  ],
  [
    'an old simulation',
    honest({
      review: reviewOf({ simulation: { ...currentReview.simulation, standing: 'old' } }),
    }),
    ['simulation unknown'],
    honest({
      review: reviewOf({
        simulation: { ...currentReview.simulation, standing: 'none', isOff: true },
      }),
    }),
  ],
  [
    'a simulation of other bytes',
    honest({
      review: reviewOf({ simulation: { ...currentReview.simulation, standing: 'of-other-bytes' } }),
    }),
    ['simulation fail'],
    honest(),
  ],
  [
    'an integrity check of the review that failed',
    honest({ review: reviewOf({ findings: [integrity] }) }),
    ['review-integrity fail'],
    honest({ review: reviewOf({ findings: [{ ...integrity, verdict: 'warn' }] }) }),
  ],
  [
    'one that could not be made',
    honest({ review: reviewOf({ findings: [{ ...integrity, verdict: 'unknown' }] }) }),
    ['review-integrity unknown'],
    honest({ review: reviewOf({ findings: [{ ...integrity, verdict: 'pass' }] }) }),
  ],
  [
    'a judgement that nobody answered',
    honest({ review: reviewOf({ findings: [judgement] }) }),
    ['review-judgements needs-acknowledgement'],
    honest({ review: reviewOf({ findings: [{ ...judgement, severity: 'low' }] }) }),
  ],
  [
    'drift',
    honest({
      review: reviewOf({
        drift: {
          id: 'drift',
          title: 'Drift',
          verdict: 'fail',
          detail: 'owner: a, now b',
          anchor: 'service',
        },
      }),
    }),
    ['drift fail'],
    honest({
      review: reviewOf({
        drift: {
          id: 'drift',
          title: 'Drift',
          verdict: 'unknown',
          detail: 'Nobody has looked.',
          anchor: 'service',
          isTold: true,
        },
      }),
    }),
  ],
]

describe('attacks, and their honest twins', () => {
  test.each(attacks)('behavior: %s', (_, attack, expected, twin) => {
    expect(notPassing(attack)).toEqual(expected)
    expect(mayProceed(readable(safeLedger(attack)))).toBe(false)
    expect(blockingEntries(readable(safeLedger(twin)))).toEqual([])
  })

  test('behavior: that nothing else was signed rests on those who were asked', () => {
    const second = (facts: Partial<SafeLedgerFacts>, change: Partial<SafeLedgerParameters> = {}) =>
      readable(safeLedger(honest(change, facts))).find(({ id }) => id === 'second-request')
    expect(second({})?.detail).toContain('this browser or the Safe service')
    expect(second({ service: undefined })).toMatchObject({
      verdict: 'not-applicable',
      detail: 'Nothing that this browser remembers; what was signed elsewhere is not known here.',
    })
    expect(second({ service: unread })).toMatchObject({
      verdict: 'unknown',
      detail: unread.reason,
    })
    // What this browser remembers it knows without anyone.
    const remembered = [{ safe, account, nonce: 7n, safeTxHash: hashOf('failed') }]
    expect(second({ service: unread }, { remembered })?.verdict).toBe('needs-acknowledgement')
  })

  test('behavior: a second request is the signer’s to answer, integrity is nobody’s', () => {
    const every = new Set(readable(safeLedger(honest())).map(({ id }) => id))
    const second = honest({
      remembered: [{ safe, account, nonce: 7n, safeTxHash: hashOf('failed') }],
    })
    expect(mayProceed(readable(safeLedger(second)), new Set(['second-request']))).toBe(true)
    expect(mayProceed(readable(safeLedger(honest({}, { service: unread }))), every)).toBe(false)
    expect(mayProceed(readable(safeLedger(honest({}, alteredBy({ value: 1n })))), every)).toBe(
      false,
    )
  })

  test('behavior: a rejection is not held up by what it rejects', () => {
    const rejection = rejectionOf(schedule)
    const { safeTxHash: hash } = subjectOf(rejection)
    const told = [
      toldOf(rejection, { confirmations: [] }),
      toldOf(schedule, { confirmations: [{ owner: account, bytes: '0x12' }] }),
    ]
    const parameters = honest(
      {
        subject: subjectOf(rejection),
        rivals: [safeTxHash],
        review: undefined,
        remembered: [{ safe, account, nonce: 7n, safeTxHash }],
      },
      {
        chain: factsOf(rejection),
        witnesses: [],
        service: known({ answer: told[0], pending: told }),
        claims: known([]),
      },
    )
    expect(hash).not.toBe(safeTxHash)
    expect(notPassing(parameters)).toEqual([
      'dossier not-applicable',
      'signatures not-applicable',
      'second-request warn',
      'rivals warn',
      'quorum not-applicable',
      'review not-applicable',
    ])
    expect(mayProceed(readable(safeLedger(parameters)))).toBe(true)
  })

  test('behavior: a gap before it is told; where all are proposed there is none', () => {
    const at = (nonce: bigint) => factsOf(schedule, { safe: known({ ...safeState, nonce }) })
    const before = toldOf(transactionOf(payment, 6n))
    const told = (pending: readonly ServiceTransaction[]) =>
      notPassing(honest({}, { chain: at(5n), witnesses: [], ...serviceOf({}, pending) })).filter(
        (each) => each.startsWith('gaps'),
      )
    expect(told([before])).toEqual(['gaps warn'])
    expect(told([before, toldOf(transactionOf(payment, 5n))])).toEqual([])
  })
})
