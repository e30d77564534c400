import { decodeFunctionData, keccak256, stringToBytes, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import {
  addressOf,
  beaconProxy,
  completeDraft,
  factsOf,
  hashOf,
  known,
  owner,
  protocol,
  uupsCode,
  uupsProxy,
} from './__fixtures__/draft'
import { isBlocking } from './draft-note'
import { addUpgrade, changeUpgrade } from './edit-draft'
import { emptyDraft } from './patch-draft'
import { type PlanProposalParameters, planProposal } from './plan-proposal'
import { serializeDossier } from './serialize-dossier'

const plan = (change: Partial<PlanProposalParameters> = {}) =>
  planProposal({
    draft: completeDraft(),
    protocol,
    facts: factsOf(),
    pending: known([]),
    proposer: { account: owner, chainId: protocol.chainId },
    ...change,
  })

/** What stands in the way, as `field: text`. */
const blocking = (change: Partial<PlanProposalParameters> = {}) =>
  plan(change)
    .notes.filter(isBlocking)
    .map(({ field, text }) => `${field}: ${text}`)

test('default', () => {
  const { proposal, notes } = plan()
  expect(notes).toEqual([])
  expect(proposal?.transaction).toMatchObject({
    target: protocol.timelock,
    operation: 'call',
    nonce: 7n,
  })
})

test('behavior: the digest is the salt, and the bytes schedule exactly the dossier', () => {
  const { proposal } = plan()
  const { patch, transaction, operationId } = proposal!
  expect(patch.digest).toBe(keccak256(stringToBytes(serializeDossier(patch))))
  const call = decodeTimelockCall(transaction.data)
  expect(call).toMatchObject({ kind: 'schedule', id: operationId, delay: 172_800n })
  const { args } = decodeFunctionData({ abi: timelockAbi, data: transaction.data })
  expect(args?.[4]).toBe(patch.digest)
  expect(readUpgradeCall(patch.calls[0]!)?.to).toBe(addressOf('v2'))
})

test('behavior: the rollback leads back to the present code', () => {
  const [call] = plan().proposal!.patch.rollback!
  expect(readUpgradeCall(call!)?.to).toBe(addressOf('v1'))
})

test('behavior: the same draft is the same bytes, another letter is another digest', () => {
  const digest = plan().proposal!.patch.digest
  expect(plan().proposal!.patch.digest).toBe(digest)
  const other = plan({ draft: completeDraft({ title: 'Vault 2.0.1' }) })
  expect(other.proposal!.patch.digest).not.toBe(digest)
})

test('behavior: an empty form says what is missing and complains about nothing', () => {
  const draft = emptyDraft({ protocol: 'Harbor', createdAt: 1n })
  const { notes, proposal } = plan({ draft, proposer: undefined })
  expect(proposal).toBeUndefined()
  expect(notes.map(({ tone }) => tone)).toEqual(notes.map(() => 'missing'))
  expect(notes.map(({ text }) => text)).toMatchInlineSnapshot(`
    [
      "Choose at least one proxy.",
      "The title is missing.",
      "Say how bad the hole is that the patch closes.",
      "Connect the wallet of an owner of the Safe. Nothing typed is lost.",
    ]
  `)
})

test('behavior: while the chain is asked nothing is claimed', () => {
  const { notes } = plan({ facts: undefined, pending: undefined })
  expect(new Set(notes.map(({ tone }) => tone))).toEqual(new Set(['pending']))
})

describe('behavior: roles are said before the click', () => {
  test('a Safe that is no proposer', () => {
    const facts = factsOf({ more: { safeIsProposer: known(false) } })
    expect(blocking({ facts })).toEqual([
      'safe: This Safe is not a proposer of this timelock. The timelock would refuse to schedule.',
    ])
  })

  test('an account that is no owner', () => {
    const proposer = { account: addressOf('stranger'), chainId: protocol.chainId }
    expect(blocking({ proposer })).toEqual([
      'account: The connected account is not an owner of the Safe.',
    ])
  })

  test('a delegate of an owner, and of somebody who is none', () => {
    const delegate = { account: addressOf('delegate'), chainId: protocol.chainId }
    const proposer = { ...delegate, delegators: [owner] }
    expect(blocking({ proposer })).toEqual([])
    expect(plan({ proposer }).notes).toContainEqual(
      expect.objectContaining({
        field: 'account',
        tone: 'note',
        facts: [['For the owner', owner]],
      }),
    )
    const former = { ...delegate, delegators: [addressOf('former owner')] }
    expect(blocking({ proposer: former })).toEqual([
      'account: The connected account is not an owner of the Safe.',
    ])
  })

  test('a wallet on another chain', () => {
    expect(blocking({ proposer: { account: owner, chainId: 1 } })).toEqual([
      'account: The wallet is on chain 1. Switch it to chain 31337.',
    ])
  })

  test('a node of another chain', () => {
    expect(blocking({ facts: factsOf({ more: { chainId: known(1) } }) })).toEqual([
      'safe: The node serves chain 1, the protocol is on chain 31337.',
    ])
  })

  test('what could not be read is unknown and stands in the way', () => {
    const unknown = { known: false, reason: 'hasRole could not be read' } as const
    const { notes } = plan({ facts: factsOf({ more: { safeIsProposer: unknown } }) })
    expect(notes).toEqual([{ field: 'safe', tone: 'unknown', text: unknown.reason }])
  })
})

describe('behavior: several proxies', () => {
  const strategies = ['s-a', 's-b', 's-c'].map(beaconProxy)
  const facts = factsOf({
    proxies: [uupsProxy(), ...strategies],
    codes: {
      [addressOf('v2')]: uupsCode,
      [addressOf('s2')]: { ...uupsCode, codeHash: hashOf('s2') },
    },
  })
  const both = (to: readonly [string, string]) => {
    const draft = addUpgrade(addUpgrade(completeDraft(), addressOf('s-a')), addressOf('s-b'))
    const one = changeUpgrade(draft, '2', { to: addressOf(to[0]) })
    return changeUpgrade(one, '3', { to: addressOf(to[1]) })
  }

  test('of one beacon are one call, and those left out are named', () => {
    const { proposal, upgrades } = plan({ draft: both(['s2', 's2']), facts })
    expect(proposal!.patch.calls).toHaveLength(2)
    expect(proposal!.patch.upgrades).toHaveLength(3)
    expect(proposal!.patch.rollback).toHaveLength(2)
    expect(upgrades[1]!.alsoChanges).toEqual([addressOf('s-b'), addressOf('s-c')])
    expect(decodeTimelockCall(proposal!.transaction.data)).toMatchObject({
      content: { kind: 'batch', predecessor: zeroHash },
    })
  })

  test('of one beacon cannot part', () => {
    expect(blocking({ draft: both(['s2', 'v2']), facts })).toEqual([
      'upgrades: One beacon cannot point at two implementations. Choose one implementation for all proxies of this beacon.',
    ])
  })

  test('a proxy chosen twice', () => {
    const draft = changeUpgrade(addUpgrade(completeDraft(), ''), '2', {
      address: addressOf('vault'),
      to: addressOf('v2'),
    })
    expect(blocking({ draft })).toEqual([
      'upgrades: The same proxy is upgraded twice in one patch. Upgrade straight to the final implementation.',
    ])
  })
})

test('error: a Safe of a version that cannot be hashed', () => {
  const facts = factsOf()
  if (!facts.safe.known) throw new Error()
  const safe = known({ ...facts.safe.value, version: '9.0.0' })
  expect(blocking({ facts: { ...facts, safe } })).toEqual([
    'safe: The version of this Safe is not known. Its transaction hash cannot be computed, so nothing can be signed here.',
  ])
})
