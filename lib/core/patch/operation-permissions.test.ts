import { type Address, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import { operationPermissions } from '@/lib/core/patch/operation-permissions'
import type { LiveOperation } from '@/lib/core/patch/patch-record'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { RoleHolders } from '@/lib/core/timelock/timelock-state'

const at = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}`
const [safeAddress, guardianAddress, timelockAddress, owner, stranger] = [1, 2, 3, 4, 5].map(
  at,
) as [Address, Address, Address, Address, Address]
const chainId = 31337

const safeState = (address: Address, owners: Address[]): SafeState => ({
  safe: { chainId, address },
  version: '1.4.1',
  singleton: at(9),
  owners,
  threshold: 1,
  nonce: 0n,
  modules: [],
  guard: at(0),
  fallbackHandler: at(0),
})

function facts(roles: { executor: RoleHolders; canceller: RoleHolders }): ProtocolFacts {
  const none = { open: false, holders: [] }
  return {
    name: 'P',
    chainId,
    block: { number: 1n, hash: zeroHash, timestamp: 100n },
    safe: { known: true, value: safeState(safeAddress, [owner]) },
    guardian: { known: true, value: safeState(guardianAddress, [owner]) },
    timelock: {
      known: true,
      value: {
        timelock: { chainId, address: timelockAddress },
        minDelay: 1n,
        roles: { proposer: none, admin: none, ...roles },
      },
    },
    proxies: [],
  }
}

const live: LiveOperation = {
  operation: {
    timelock: { chainId, address: timelockAddress },
    id: zeroHash,
    kind: 'single',
    calls: [],
    predecessor: zeroHash,
    salt: zeroHash,
    instances: [],
  },
  state: { known: true, value: 'ready' },
  predecessorState: undefined,
}
const open = { open: true, holders: [] }
const held = (...holders: Address[]) => ({ open: false, holders })

test('default: an open role lets anyone execute what is ready', () => {
  const { execute, executeVia } = operationPermissions({
    facts: facts({ executor: open, canceller: held(guardianAddress) }),
    live,
    stage: 'ready',
    account: stranger,
  })
  expect(execute).toEqual({ allowed: true, reasons: [] })
  expect(executeVia).toEqual([])
})

test('behavior: a restricted role is named with its holders, and its Safe is offered to an owner', () => {
  const restricted = facts({ executor: held(safeAddress), canceller: held(guardianAddress) })
  const ofOwner = operationPermissions({ facts: restricted, live, stage: 'ready', account: owner })
  expect(ofOwner.execute.allowed).toBe(false)
  expect(ofOwner.execute.reasons).toEqual([
    `Your account is no executor of this timelock: EXECUTOR_ROLE is held by ${safeAddress}.`,
  ])
  expect(ofOwner.executeVia.map(({ safe }) => safe.address)).toEqual([safeAddress])
  const ofStranger = operationPermissions({
    facts: restricted,
    live,
    stage: 'ready',
    account: stranger,
  })
  expect(ofStranger.executeVia).toEqual([])
})

test.each([
  ['scheduled', /delay is still running/],
  ['blocked', /predecessor .* is not done/],
  ['executed', /not open any more/],
] as const)('behavior: nobody executes what is %s', (stage, reason) => {
  const { execute } = operationPermissions({
    facts: facts({ executor: open, canceller: open }),
    live,
    stage,
    account: owner,
  })
  expect(execute.allowed).toBe(false)
  expect(execute.reasons.join()).toMatch(reason)
})

test('behavior: an unknown salt cannot be executed, yet can be cancelled', () => {
  const unknown = { ...live, operation: { ...live.operation, salt: 'unknown' as const } }
  const { execute, cancel } = operationPermissions({
    facts: facts({ executor: open, canceller: held(owner) }),
    live: unknown,
    stage: 'ready',
    account: owner,
  })
  expect(execute.allowed).toBe(false)
  expect(cancel.allowed).toBe(true)
})

test('behavior: cancelling is offered through the guardian to its owners while the operation is open', () => {
  const guarded = facts({ executor: open, canceller: held(guardianAddress) })
  const waiting = operationPermissions({ facts: guarded, live, stage: 'scheduled', account: owner })
  expect(waiting.cancel.allowed).toBe(false)
  expect(waiting.cancelVia.map(({ safe }) => safe.address)).toEqual([guardianAddress])
  const done = operationPermissions({ facts: guarded, live, stage: 'executed', account: owner })
  expect(done.cancelVia).toEqual([])
})

test('behavior: roles that could not be read allow nothing', () => {
  const blind = {
    ...facts({ executor: open, canceller: open }),
    timelock: { known: false, reason: 'down' } as const,
  }
  const { execute, cancel } = operationPermissions({
    facts: blind,
    live,
    stage: 'ready',
    account: owner,
  })
  expect([execute.allowed, cancel.allowed]).toEqual([false, false])
})

test('behavior: without a wallet the reason says so', () => {
  const { execute } = operationPermissions({
    facts: facts({ executor: open, canceller: open }),
    live,
    stage: 'ready',
    account: undefined,
  })
  expect(execute.reasons).toEqual(['No wallet is connected.'])
})
