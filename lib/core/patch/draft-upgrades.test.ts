import { getAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  addressOf,
  beaconProxy,
  chainId,
  factsOf,
  hashOf,
  protocol,
  uupsCode,
  uupsProxy,
} from './__fixtures__/draft'
import type { DraftFacts } from './draft-facts'
import { readDraftUpgrade } from './draft-upgrades'
import { addUpgrade } from './edit-draft'
import { emptyDraft, type UpgradeDraft } from './patch-draft'

const vault = addressOf('vault')
const [blank] = addUpgrade(emptyDraft({ protocol: 'Harbor', createdAt: 1n }), vault).upgrades

function read(row: Partial<UpgradeDraft> = {}, facts: DraftFacts | undefined = factsOf()) {
  return readDraftUpgrade(
    { ...blank!, to: addressOf('v2'), ...row },
    { facts, timelock: protocol.timelock },
  )
}
const texts = (...parameters: Parameters<typeof read>) =>
  read(...parameters).notes.map(({ field, tone, text }) => `${field} ${tone}: ${text}`)

test('default', () => {
  const { planned, call, notes } = read()
  expect(notes).toEqual([])
  expect(planned?.to).toEqual({ address: addressOf('v2'), codeHash: hashOf('v2') })
  expect(call?.target).toBe(vault)
})

describe('behavior: the proxy', () => {
  test('not checksummed in one case is taken, wrong capital letters are not', () => {
    expect(texts({ address: vault.toLowerCase() })).toEqual([])
    const swapped = vault.replace(/[a-f]/i, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    )
    expect(getAddress(swapped.toLowerCase())).toBe(vault)
    const [note] = read({ address: swapped }).notes
    expect(note).toMatchObject({ field: 'upgrade-1-address', tone: 'fail' })
    expect(note?.facts).toContainEqual(['Checksummed', vault])
  })

  test('an account without code', () => {
    const notAProxy = {
      chainId,
      address: vault,
      kind: 'not-a-proxy',
      reason: 'no-code',
      related: undefined,
    } as const
    expect(texts({}, factsOf({ proxies: [notAProxy] }))).toEqual([
      'upgrade-1-address fail: No contract stands at this address on this chain.',
    ])
  })

  test('owned by somebody else', () => {
    const facts = factsOf({ proxies: [uupsProxy({ authority: addressOf('deployer') })] })
    const [note] = read({}, facts).notes
    expect(note).toMatchObject({ field: 'upgrade-1-address', tone: 'fail' })
    expect(note?.facts).toEqual([
      ['Owner', addressOf('deployer')],
      ['Timelock', protocol.timelock],
    ])
  })

  test('without an owner that could be read is doubted, not refused', () => {
    const facts = factsOf({ proxies: [uupsProxy({ authority: undefined })] })
    expect(read({}, facts).notes.map(({ tone }) => tone)).toEqual(['warn'])
  })

  test('that could not be read is unknown', () => {
    const facts = factsOf()
    const proxies = { [vault.toLowerCase()]: { known: false, reason: 'no answer' } as const }
    expect(texts({}, { ...facts, proxies })).toEqual(['upgrade-1-address unknown: no answer'])
  })

  test('not read yet', () => {
    expect(texts({}, factsOf({ proxies: [], codes: {} }))).toEqual([
      'upgrade-1-address pending: The chain is being asked for this proxy.',
      'upgrade-1-to pending: The chain is being asked for this code.',
    ])
  })
})

describe('behavior: the new implementation', () => {
  const withCode = (change: object) =>
    factsOf({ codes: { [addressOf('v2')]: { ...uupsCode, ...change } } })

  test('without code', () => {
    expect(texts({}, withCode({ codeHash: undefined }))).toEqual([
      'upgrade-1-to fail: There is no code at this address on this chain. Deploy it first.',
    ])
  })

  test('the current one', () => {
    const facts = factsOf({
      codes: { [addressOf('v1')]: { ...uupsCode, codeHash: hashOf('v1') } },
    })
    expect(texts({ to: addressOf('v1') }, facts)).toEqual([
      'upgrade-1-to fail: This is the current implementation. Nothing would change.',
    ])
  })

  test('another address with the current code is only remarkable', () => {
    expect(texts({}, withCode({ codeHash: hashOf('v1') }))).toEqual([
      'upgrade-1-to warn: Its code is byte for byte that of the current implementation.',
    ])
  })

  test('the proxy itself', () => {
    const facts = factsOf({ codes: { [vault]: { ...uupsCode, proxyKind: 'uups' } } })
    expect(texts({ to: vault }, facts)[0]).toBe(
      'upgrade-1-to fail: This is the proxy itself. It would call itself without end.',
    )
  })

  test('no UUPS code behind a UUPS proxy, which would freeze it', () => {
    const [note] = read({}, withCode({ proxiableUuid: undefined })).notes
    expect(note).toMatchObject({ field: 'upgrade-1-to', tone: 'fail' })
    expect(read({}, withCode({ proxiableUuid: hashOf('x') })).notes[0]?.tone).toBe('fail')
  })

  test('no UUPS code behind a transparent proxy is fine', () => {
    const proxy = uupsProxy({ kind: 'transparent', upgradeTarget: addressOf('admin') })
    const codes = { [addressOf('v2')]: { ...uupsCode, proxiableUuid: undefined } }
    expect(texts({}, factsOf({ proxies: [proxy], codes }))).toEqual([])
  })

  test('itself a proxy', () => {
    expect(texts({}, withCode({ proxyKind: 'beacon' }))).toEqual([
      'upgrade-1-to warn: This is itself a proxy (beacon). Its code can change later.',
    ])
  })
})

describe('behavior: the migration', () => {
  const migration = { kind: 'function', calldata: '', signature: 'init(uint256)', values: ['5'] }
  const row = { migration } as Pick<UpgradeDraft, 'migration'>

  test('is part of the call', () => {
    const { planned, migration: data } = read(row)
    expect(data).toMatch(/^0x[0-9a-f]{72}$/)
    expect(planned?.migration).toBe(data)
  })

  test('of a beacon does not exist', () => {
    const strategy = beaconProxy('vault')
    const facts = factsOf({ proxies: [strategy] })
    expect(texts(row, facts)).toEqual([
      'upgrade-1-migration fail: A beacon cannot run a migration while it is upgraded. Choose “No migration”.',
    ])
    expect(texts({}, facts)).toEqual([])
  })
})
