import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  accountsOf,
  addressOf,
  callTo,
  chainId,
  proxy,
  rawCallTo,
  safe,
  safeAddress,
  safeTransaction,
  stranger,
  timelockAddress,
  upgrade,
  upgradeCall,
} from '@/lib/core/check/__fixtures__/patch-facts'
import { trustedMultiSends } from '@/lib/core/safe/trusted-multi-sends'
import { delegatecallTrusted } from './delegatecall-trusted'
import { noOtherCalls } from './no-other-calls'
import { noRefund } from './no-refund'
import { ownersKept } from './owners-kept'
import { targetsHaveCode } from './targets-have-code'

const multiSend = trustedMultiSends.find(({ name }) => name === 'MultiSendCallOnly')!
const drain = callTo(addressOf(0x70), 'transfer', [stranger, 10n ** 24n])
const scheduling = rawCallTo(timelockAddress, '0x01d5062a')

describeCheck(delegatecallTrusted, {
  bad: {
    'safe transaction': known({ ...safeTransaction, target: stranger, operation: 'delegatecall' }),
    accounts: known(accountsOf({ address: stranger })),
  },
  twin: {
    'safe transaction': known({
      ...safeTransaction,
      target: multiSend.address,
      operation: 'delegatecall',
    }),
    accounts: known(accountsOf(multiSend)),
  },
})

describe('TX-01', () => {
  const delegating = {
    ...safeTransaction,
    target: multiSend.address,
    operation: 'delegatecall',
  } as const

  test('behavior: other code at the address of a MultiSend is no MultiSend', () => {
    const accounts = known(accountsOf({ address: multiSend.address }))
    const finding = runOn(delegatecallTrusted, { 'safe transaction': known(delegating), accounts })
    expect(finding.verdict).toBe('fail')
  })

  test('behavior: code that was not read is not trusted', () => {
    const facts = { 'safe transaction': known(delegating), accounts: known(accountsOf()) }
    expect(runOn(delegatecallTrusted, facts).verdict).toBe('unknown')
  })

  test('behavior: a call lends nothing', () => {
    const facts = { 'safe transaction': known(safeTransaction), accounts: known(accountsOf()) }
    expect(runOn(delegatecallTrusted, facts).verdict).toBe('pass')
  })
})

describeCheck(noOtherCalls, {
  bad: { calls: known([upgradeCall, drain]), upgrades: known([upgrade]) },
  twin: { calls: known([upgradeCall]), upgrades: known([upgrade]) },
})

describe('TX-03', () => {
  test('behavior: the other call is named', () => {
    const facts = { calls: known([upgradeCall, drain]), upgrades: known([upgrade]) }
    expect(runOn(noOtherCalls, facts).evidence).toEqual([
      { where: 'call 2', what: `transfer on ${drain.call.target}` },
    ])
  })

  test('behavior: where nothing is upgraded every call is for people to judge', () => {
    const facts = { calls: known([drain]), upgrades: known([]) }
    expect(runOn(noOtherCalls, facts).verdict).toBe('warn')
  })

  test('behavior: an upgrade to other code than the one under review is another call', () => {
    const other = callTo(proxy, 'upgradeToAndCall', [stranger, '0x'])
    const facts = { calls: known([upgradeCall, other]), upgrades: known([upgrade]) }
    expect(runOn(noOtherCalls, facts).verdict).toBe('fail')
  })
})

describeCheck(noRefund, {
  bad: {
    'safe transaction': known({
      ...safeTransaction,
      gasPrice: 10n ** 18n,
      refundReceiver: stranger,
    }),
  },
  twin: { 'safe transaction': known(safeTransaction) },
})

test.each([
  ['gasPrice', { gasPrice: 1n }, 'fail', '1 of the gas token'],
  ['baseGas', { baseGas: 21_000n }, 'warn', '21000 gas are paid'],
  ['gasToken', { gasToken: stranger }, 'warn', `paid in ${stranger}`],
  ['refundReceiver', { refundReceiver: stranger }, 'warn', `paid to ${stranger}`],
])('error: %s alone is told', (where, change, verdict, what) => {
  const facts = { 'safe transaction': known({ ...safeTransaction, ...change }) }
  expect(runOn(noRefund, facts)).toMatchObject({
    verdict,
    evidence: [{ where, what: expect.stringContaining(what) }],
  })
})

test('behavior: a refund without a price pays nothing', () => {
  const facts = { 'safe transaction': known({ ...safeTransaction, gasToken: stranger }) }
  expect(runOn(noRefund, facts).verdict).toBe('warn')
})

const threshold = callTo(safeAddress, 'changeThreshold', [1n])

describeCheck(ownersKept, {
  bad: {
    'safe call': known(scheduling),
    calls: known([upgradeCall, threshold]),
    safe: known(safe),
  },
  twin: { 'safe call': known(scheduling), calls: known([upgradeCall]), safe: known(safe) },
})

describe('TX-07', () => {
  test('behavior: the same function of another contract is not this Safe', () => {
    const elsewhere = callTo(addressOf(0x77), 'changeThreshold', [1n])
    const facts = { 'safe call': known(scheduling), calls: known([elsewhere]), safe: known(safe) }
    expect(runOn(ownersKept, facts).verdict).toBe('pass')
  })

  test('behavior: what the Safe itself is told directly counts too', () => {
    const facts = { 'safe call': known(threshold), calls: known([]), safe: known(safe) }
    expect(runOn(ownersKept, facts).evidence).toEqual([
      { where: 'call 1', what: 'changeThreshold(uint256) on the Safe' },
    ])
  })

  test('behavior: a call to the Safe that cannot be read is unknown', () => {
    const hidden = rawCallTo(safeAddress, '0xdeadbeef')
    const facts = { 'safe call': known(scheduling), calls: known([hidden]), safe: known(safe) }
    expect(runOn(ownersKept, facts)).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'call 1' }],
    })
  })

  test.each<[Parameters<typeof callTo>[1], readonly unknown[]]>([
    ['addOwnerWithThreshold', [stranger, 1n]],
    ['removeOwner', [addressOf(1), addressOf(2), 1n]],
    ['swapOwner', [addressOf(1), addressOf(2), stranger]],
    ['changeThreshold', [1n]],
    ['enableModule', [stranger]],
    ['disableModule', [addressOf(1), stranger]],
    ['setGuard', [stranger]],
    ['setModuleGuard', [stranger]],
    ['setFallbackHandler', [stranger]],
  ])('error: %s on the Safe, and ether alone to it', (name, args) => {
    const change = callTo(safeAddress, name, args)
    const facts = { 'safe call': known(scheduling), safe: known(safe) }
    expect(runOn(ownersKept, { ...facts, calls: known([change]) }).verdict).toBe('fail')
    const ether = rawCallTo(safeAddress, '0x')
    expect(runOn(ownersKept, { ...facts, calls: known([ether]) }).verdict).toBe('pass')
    const elsewhere = callTo(addressOf(0x77), name, args)
    expect(runOn(ownersKept, { ...facts, calls: known([elsewhere]) }).verdict).toBe('pass')
  })

  test('error: the Safe is set up again', () => {
    const setup = { ...callTo(safeAddress, 'changeThreshold', [1n]), name: 'setup' }
    const facts = { 'safe call': known(scheduling), calls: known([setup]), safe: known(safe) }
    expect(runOn(ownersKept, facts).verdict).toBe('fail')
  })
})

const chain = { 'chain id': known(chainId) }

describeCheck(targetsHaveCode, {
  bad: {
    calls: known([drain]),
    accounts: known(accountsOf({ address: drain.call.target, kind: 'none', size: 0 })),
    ...chain,
  },
  twin: {
    calls: known([drain]),
    accounts: known(accountsOf({ address: drain.call.target })),
    ...chain,
  },
})

test('behavior: an address that was not read is unknown', () => {
  const facts = { calls: known([drain]), accounts: known(accountsOf()), ...chain }
  expect(runOn(targetsHaveCode, facts)).toMatchObject({
    verdict: 'unknown',
    evidence: [{ where: 'call 1', what: `${drain.call.target} was not read` }],
  })
})

test('behavior: of several calls the one to nothing is named, before those that were not read', () => {
  const [read, unread] = [upgradeCall, callTo(addressOf(0x71), 'transfer', [stranger, 1n])]
  const accounts = known(
    accountsOf(
      { address: drain.call.target, kind: 'none', size: 0 },
      { address: read.call.target },
    ),
  )
  const finding = runOn(targetsHaveCode, {
    calls: known([read, unread, drain]),
    accounts,
    ...chain,
  })
  expect(finding).toMatchObject({
    verdict: 'fail',
    detail: '1 calls go to addresses without code.',
  })
  expect(finding.evidence).toEqual([
    { where: 'call 3', what: `no code at ${drain.call.target} on chain ${chainId}` },
  ])
  const rest = runOn(targetsHaveCode, { calls: known([read, unread]), accounts, ...chain })
  expect(rest).toMatchObject({ verdict: 'unknown', evidence: [{ where: 'call 2' }] })
})

test('behavior: ether alone needs no code to take it', () => {
  const ether = rawCallTo(stranger, '0x')
  const accounts = known(accountsOf({ address: stranger, kind: 'none', size: 0 }))
  expect(runOn(targetsHaveCode, { calls: known([ether]), accounts, ...chain })).toMatchObject({
    verdict: 'pass',
    evidence: [],
  })
})
