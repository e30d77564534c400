import { encodeFunctionData, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { writeBatchFile } from '@/lib/core/calldata/batch/write-batch-file'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import type { Call } from '@/lib/core/chain/call'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import {
  addressOf,
  beaconProxy,
  chainId,
  completeDraft,
  protocol as configured,
  factsOf,
  hashOf,
  known,
  uupsProxy,
} from './__fixtures__/draft'
import { type ImportBatchParameters, importBatch } from './import-batch'
import { chosenUpgrades, emptyDraft } from './patch-draft'
import { patchOperation } from './patch-operation'
import { planProposal } from './plan-proposal'

const protocol = { ...configured, name: 'Harbor' }
const empty = emptyDraft({ protocol: 'Harbor', createdAt: 1_700_000_000n })
const upgrade = (target: string, to: string): Call => ({
  target: addressOf(target),
  value: 0n,
  data: encodeFunctionData({
    abi: parseAbi(['function upgradeTo(address newImplementation)']),
    args: [addressOf(to)],
  }),
})
const facts = factsOf()
const plan = (draft: ImportBatchParameters['draft']) =>
  planProposal({ draft, protocol, facts, pending: known([]), proposer: undefined })

const multiSend = addressOf('multiSend')
const fileOf = (calls: readonly Call[], change: { chainId?: number; safe?: string } = {}) => {
  const [only, ...more] = calls
  const call =
    only && more.length === 0
      ? only
      : {
          target: multiSend,
          value: 0n,
          data: encodeMultiSend(calls.map((one) => ({ ...one, operation: 'call' as const }))),
        }
  return writeBatchFile({
    chainId: change.chainId ?? chainId,
    safe: addressOf(change.safe ?? 'safe'),
    call,
    operation: call === only ? 'call' : 'delegatecall',
    name: 'From a file',
    createdAt: 0,
  })
}
const importing = (json: string, change: Partial<ImportBatchParameters> = {}) =>
  importBatch({ json, draft: empty, protocols: [protocol], proxies: [], ...change })

/** What the desk would have signed for a draft, and its call that schedules. */
const complete = plan(completeDraft({ delay: '3', predecessor: hashOf('before') })).proposal!
const scheduling: Call = {
  target: protocol.timelock,
  value: 0n,
  data: encodeSchedule({ ...patchOperation(complete.patch), delay: complete.delay }),
}

describe('what schedules', () => {
  test('default: the same upgrades, delay and predecessor come back, and make the same calls', () => {
    const { draft, calls, isScheduling } = importing(fileOf([scheduling]))
    expect(isScheduling).toBe(true)
    expect(draft).toMatchObject({
      title: 'From a file',
      delay: String(complete.delay),
      delayUnit: 'seconds',
      predecessor: hashOf('before'),
    })
    const again = plan({ ...draft, severity: 'high' }).proposal!
    expect(patchOperation(again.patch).calls).toEqual(calls)
    expect(again.delay).toBe(complete.delay)
    // The salt commits to another dossier.
    expect(again.operationId).not.toBe(complete.operationId)
  })

  test('behavior: what was typed stays; rows that the file does not name are left out and kept', () => {
    const typed = completeDraft({ title: 'Typed' })
    const [row] = typed.upgrades
    const other = { ...row!, id: '9', address: addressOf('other') }
    const { draft } = importing(fileOf([scheduling]), {
      draft: { ...typed, upgrades: [...typed.upgrades, other] },
    })
    expect(draft.title).toBe('Typed')
    expect(draft.upgrades).toContainEqual({ ...other, chosen: false })
    expect(chosenUpgrades(draft).map(({ address }) => address)).toEqual([addressOf('vault')])
  })

  test.each<[string, string, RegExp]>([
    ['at a timelock of nobody', fileOf([{ ...scheduling, target: addressOf('x') }]), /no protocol/],
    ['with ether', fileOf([{ ...scheduling, value: 1n }]), /sends ether along/],
    ['for another Safe', fileOf([scheduling], { safe: 'x' }), /The file is for/],
    ['on another chain', fileOf([scheduling], { chainId: 5 }), /on chain 5/],
    [
      'and makes another call',
      fileOf([scheduling, upgrade('vault', 'v2')]),
      /Call 1: .*no upgrade/,
    ],
  ])('error: %s', (_, json, message) => {
    expect(() => importing(json)).toThrow(message)
  })
})

describe('the upgrades themselves', () => {
  test('default: one of each proxy, migrations as bytes', () => {
    const abi = parseAbi(['function upgradeToAndCall(address newImplementation, bytes data)'])
    const data = encodeFunctionData({ abi, args: [addressOf('v2'), '0x12345678'] })
    const { draft, isScheduling } = importing(
      fileOf([{ target: addressOf('vault'), value: 0n, data }, upgrade('other', 'o2')]),
    )
    expect(isScheduling).toBe(false)
    expect(draft.delay).toBe('')
    expect(chosenUpgrades(draft)).toMatchObject([
      {
        address: addressOf('vault'),
        to: addressOf('v2'),
        migration: { kind: 'calldata', calldata: '0x12345678' },
      },
      { address: addressOf('other'), to: addressOf('o2'), migration: { kind: 'none' } },
    ])
  })

  test('behavior: a beacon is told by the proxies that stand on it', () => {
    const proxies = [beaconProxy('s1'), beaconProxy('s2'), uupsProxy()]
    const { draft } = importing(fileOf([upgrade('beacon', 'new')]), { proxies })
    expect(chosenUpgrades(draft).map(({ address, to }) => [address, to])).toEqual([
      [addressOf('s1'), addressOf('new')],
      [addressOf('s2'), addressOf('new')],
    ])
  })

  test.each<[string, string, RegExp]>([
    ['a call that is none', fileOf([{ ...upgrade('v', 'w'), data: '0x12345678' }]), /0x12345678/],
    ['ether', fileOf([{ ...upgrade('v', 'w'), value: 2n }]), /sends ether along/],
    ['one proxy twice', fileOf([upgrade('v', 'w'), upgrade('v', 'x')]), /Call 2: .*once more/],
    [
      'another chain',
      fileOf([upgrade('v', 'w')], { chainId: 1 }),
      /for chain 1, Harbor is on 31337/,
    ],
    ['a file that is none', '{}', /not a valid file/],
  ])('error: %s', (_, json, message) => {
    expect(() => importing(json)).toThrow(message)
  })
})
