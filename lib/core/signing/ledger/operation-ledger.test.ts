import { zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { addressOf, hashOf, known } from '@/lib/core/patch/__fixtures__/draft'
import { liveOf, patchOf, payment, timelock } from '@/lib/core/patch/__fixtures__/proposals'
import type { Operation } from '@/lib/core/timelock/operation'
import { knownContracts, patch, unread } from './__fixtures__/ledger'
import { readable } from './__fixtures__/readable'
import type { KnownContracts } from './known-contracts'
import { blockingEntries, mayProceed } from './may-proceed'
import type { OperationFacts } from './operation-facts'
import { type OperationLedgerParameters, operationLedger } from './operation-ledger'

const { operation } = liveOf(patch, 'ready')

const chainOf = (change: Partial<OperationFacts> = {}): OperationFacts => ({
  block: { number: 1n, hash: zeroHash, timestamp: 1n },
  chainId: known(timelock.chainId),
  contractOperationId: known(operation.id),
  state: known('ready'),
  predecessorState: known('done'),
  mayExecute: known(true),
  upgrades: patch.upgrades.map(({ proxy, from, to }) => ({
    currentImplementation: known(from.address),
    upgradeTarget: known(proxy.address),
    newCodeHash: known(to.codeHash),
  })),
  ...change,
})

function honest(
  change: Partial<OperationLedgerParameters> = {},
  chain: OperationFacts = chainOf(),
): OperationLedgerParameters {
  return {
    operation,
    patch,
    known: knownContracts(),
    facts: {
      node: 'rpc.one',
      chain,
      witnesses: [{ name: 'rpc.two', isConfigured: true, facts: known(chain) }],
    },
    walletChainId: timelock.chainId,
    reviewed: patch.upgrades.map(({ to }) => to),
    reasons: [],
    ...change,
  }
}
const standing = (parameters: OperationLedgerParameters) =>
  blockingEntries(readable(operationLedger(parameters))).map(
    ({ id, verdict }) => `${id} ${verdict}`,
  )
const operationWith = (change: Partial<Operation>) => ({ operation: { ...operation, ...change } })

test('default: every entry, in its order', () => {
  const verdicts = readable(operationLedger(honest())).map(({ id, verdict }) => `${id} ${verdict}`)
  expect(verdicts).toMatchInlineSnapshot(`
    [
      "chain pass",
      "timelock pass",
      "operation-id pass",
      "dossier pass",
      "look-alike pass",
      "ready pass",
      "predecessor not-applicable",
      "executor pass",
      "upgrades pass",
      "from-0 pass",
      "code-0 pass",
      "quorum pass",
      "review-integrity pass",
    ]
  `)
  expect(mayProceed(readable(operationLedger(honest())))).toBe(true)
})

test('behavior: where no address is known, nothing was compared', () => {
  const lookAlike = (named: KnownContracts['named']) =>
    readable(operationLedger(honest({ known: { ...knownContracts(), named } }))).find(
      ({ id }) => id === 'look-alike',
    )
  expect(lookAlike([])).toMatchObject({
    verdict: 'not-applicable',
    detail: 'No address is known here that it could be compared with.',
  })
  // A name on another chain is no address of this one.
  const { named } = knownContracts()
  expect(lookAlike(named.map((each) => ({ ...each, chainId: 1 })))?.verdict).toBe('not-applicable')
  expect(lookAlike(named)).toMatchObject({
    verdict: 'pass',
    detail: `compared with ${named.length} known addresses`,
  })
})

test('default: one without dossier and review, of which the chain tells all', () => {
  const chain = chainOf({ upgrades: [] })
  expect(standing(honest({ patch: undefined, reviewed: undefined }, chain))).toEqual([])
})

describe('attacks', () => {
  const moved = patch.upgrades.map(() => ({
    ...chainOf().upgrades[0]!,
    currentImplementation: known(addressOf('hotfix')),
  }))
  const swapped = patch.upgrades.map(() => ({
    ...chainOf().upgrades[0]!,
    newCodeHash: known(hashOf('swapped')),
  }))
  const after = { predecessor: hashOf('before') }
  test.each<[string, OperationLedgerParameters, string[]]>([
    ['a wallet on another chain', honest({ walletChainId: 1 }), ['chain fail']],
    ['a node of another chain', honest({}, chainOf({ chainId: known(1) })), ['chain fail']],
    [
      'a timelock that is configured on another chain',
      honest({ known: knownContracts([{ ...timelock, chainId: 1 }]) }),
      ['timelock fail'],
    ],
    ['a timelock of nobody', honest({ known: knownContracts([]) }), ['timelock fail']],
    [
      'other calls under the id',
      honest(operationWith({ calls: [payment] })),
      ['operation-id fail'],
    ],
    [
      'a salt that nobody knows',
      honest(operationWith({ salt: 'unknown' })),
      ['operation-id unknown'],
    ],
    [
      'a timelock that computes another id',
      honest({}, chainOf({ contractOperationId: known(hashOf('x')) })),
      ['operation-id fail'],
    ],
    [
      'another dossier',
      honest({ patch: patchOf('vault', { title: 'another' }) }),
      ['dossier fail'],
    ],
    ['a dossier that was altered', honest({ patch: { ...patch, title: 'x' } }), ['dossier fail']],
    ['not ready', honest({}, chainOf({ state: known('waiting') })), ['ready fail']],
    ['done already', honest({}, chainOf({ state: known('done') })), ['ready fail']],
    [
      'an account that may not',
      honest({}, chainOf({ mayExecute: known(false) })),
      ['executor fail'],
    ],
    ['a proxy that moved on', honest({}, chainOf({ upgrades: moved })), ['from-0 fail']],
    ['code that was swapped', honest({}, chainOf({ upgrades: swapped })), ['code-0 fail']],
    ['a finding of now', honest({ reasons: ['BC-01 failed.'] }), ['review-integrity fail']],
    [
      'a predecessor that waits',
      honest(
        { ...operationWith(after), patch: undefined },
        chainOf({ predecessorState: known('waiting') }),
      ),
      ['operation-id fail', 'predecessor fail'],
    ],
    [
      'a second node that says otherwise',
      honest({
        facts: {
          ...honest().facts,
          witnesses: [
            {
              name: 'rpc.two',
              isConfigured: true,
              facts: known(chainOf({ state: known('waiting') })),
            },
          ],
        },
      }),
      ['quorum fail'],
    ],
  ])('behavior: %s', (_, parameters, expected) => {
    expect(standing(parameters)).toEqual(expected)
    expect(mayProceed(readable(operationLedger(parameters)))).toBe(false)
  })

  test.each(['chainId', 'contractOperationId', 'state', 'mayExecute'] as const)(
    'behavior: %s unread',
    (name) => {
      const [entry, ...more] = standing(honest({}, chainOf({ [name]: unread })))
      expect(entry).toMatch(/unknown$/)
      expect(more).toEqual([])
    },
  )
})
