import { describe, expect, test } from 'vitest'
import { simulationOf, writtenSlot } from '@/lib/core/check/__fixtures__/attack-facts'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf, callTo, safeAddress, stranger } from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { safeKept } from './safe-kept'
import type { SafeSettings } from './safe-settings'

const settings: SafeSettings = {
  singleton: addressOf(0x51),
  owners: [addressOf(1), addressOf(2), addressOf(3)],
  modules: [],
  threshold: 2n,
  guard: addressOf(0),
  moduleGuard: addressOf(0),
  fallbackHandler: addressOf(0xfb),
}

const facts = (
  after: Partial<SafeSettings>,
  ...calls: ReturnType<typeof callTo>[]
): CheckFacts => ({
  'safe settings': known([
    { safe: safeAddress, before: settings, after: { ...settings, ...after } },
  ]),
  calls: known(calls),
  simulation: known(simulationOf([safeAddress, writtenSlot(5n, 7n, 8n, 'nonce')])),
})

describeCheck(safeKept, { bad: facts({ singleton: stranger }), twin: facts({}) })

describe('TX-02', () => {
  const run = (one: CheckFacts) => runOn(safeKept, one)

  test.each<Partial<SafeSettings>>([
    { owners: [addressOf(1)] },
    { owners: undefined },
    { modules: [stranger] },
    { threshold: 1n },
    { guard: stranger },
    { moduleGuard: stranger },
    { fallbackHandler: stranger },
  ])('error: case %#', (after) => {
    expect(run(facts(after))).toMatchObject({ verdict: 'fail', evidence: [{}] })
  })

  test('behavior: the slot is named, and both sides', () => {
    expect(run(facts({ singleton: stranger })).evidence).toEqual([
      {
        where: `${safeAddress} slot 0`,
        what: `singleton ${settings.singleton} → ${stranger}`,
      },
    ])
  })

  test('behavior: exactly what a call says is declared', () => {
    const swap = callTo(safeAddress, 'swapOwner', [addressOf(1), addressOf(2), stranger])
    const owners = [addressOf(1), stranger, addressOf(3)]
    expect(run(facts({ owners }, swap))).toMatchObject({
      verdict: 'pass',
      detail: '1 settings change as the calls say (TX-07), and no other.',
    })
    expect(run(facts({ owners, threshold: 1n }, swap)).verdict).toBe('fail')
    expect(run(facts({ owners: [addressOf(3), stranger] }, swap)).verdict).toBe('fail')
    // Somebody else's owners are swapped.
    const other = callTo(addressOf(0x99), 'swapOwner', [addressOf(1), addressOf(2), stranger])
    expect(run(facts({ owners }, other)).verdict).toBe('fail')
  })

  const [one, two, three] = settings.owners ?? []
  type Declared = readonly [...Parameters<typeof callTo>, after: Partial<SafeSettings>]

  test.each<Declared>([
    [
      safeAddress,
      'addOwnerWithThreshold',
      [stranger, 3n],
      { owners: [stranger, one!, two!, three!], threshold: 3n },
    ],
    [
      safeAddress,
      'removeOwner',
      [addressOf(1), addressOf(2), 1n],
      { owners: [one!, three!], threshold: 1n },
    ],
    [safeAddress, 'swapOwner', [addressOf(1), two, stranger], { owners: [one!, stranger, three!] }],
    [safeAddress, 'changeThreshold', [3n], { threshold: 3n }],
    [safeAddress, 'enableModule', [stranger], { modules: [stranger] }],
    [safeAddress, 'setGuard', [stranger], { guard: stranger }],
    [safeAddress, 'setModuleGuard', [stranger], { moduleGuard: stranger }],
    [safeAddress, 'setFallbackHandler', [stranger], { fallbackHandler: stranger }],
  ])(
    'behavior: %s %s says what changes, and one of another Safe does not',
    (safe, name, args, after) => {
      expect(run(facts(after, callTo(safe, name, args)))).toMatchObject({
        verdict: 'pass',
        detail: `${Object.keys(after).length} settings change as the calls say (TX-07), and no other.`,
      })
      // Declared and not done: what the call says is not what happened.
      expect(run(facts({}, callTo(safe, name, args))).verdict).toBe('fail')
      expect(run(facts(after, callTo(addressOf(0x99), name, args))).verdict).toBe('fail')
      const delegated = { ...callTo(safe, name, args), operation: 'delegatecall' } as const
      expect(run(facts(after, delegated)).verdict).toBe('fail')
    },
  )

  test('behavior: a module that is taken away by a call, and one that goes by itself', () => {
    const before = { ...settings, modules: [stranger, addressOf(0x33)] }
    const after = { ...settings, modules: [addressOf(0x33)] }
    const change = known([{ safe: safeAddress, before, after }])
    const call = callTo(safeAddress, 'disableModule', [addressOf(1), stranger])
    const declared = { ...facts({}, call), 'safe settings': change }
    expect(run(declared).verdict).toBe('pass')
    expect(run({ ...facts({}), 'safe settings': change }).verdict).toBe('fail')
  })

  test('behavior: several calls add up, in their order', () => {
    const calls = [
      callTo(safeAddress, 'changeThreshold', [3n]),
      callTo(safeAddress, 'swapOwner', [addressOf(1), two, stranger]),
      callTo(safeAddress, 'changeThreshold', [1n]),
    ]
    const owners = [one!, stranger, three!]
    expect(run(facts({ owners, threshold: 1n }, ...calls)).verdict).toBe('pass')
    expect(run(facts({ owners, threshold: 3n }, ...calls)).verdict).toBe('fail')
  })

  test('behavior: the order of a list and the case of an address decide nothing', () => {
    const guard = addressOf(0xabcdef)
    const before = { ...settings, guard }
    const after = {
      ...before,
      owners: [three!, one!, two!],
      guard: guard.toLowerCase() as typeof guard,
    }
    const change = known([{ safe: safeAddress, before, after }])
    expect(run({ ...facts({}), 'safe settings': change }).verdict).toBe('pass')
  })

  test('error: a message that nobody signed, and a word that no Safe has', () => {
    for (const path of ['signedMessages[0x01]', undefined]) {
      const simulation = known(simulationOf([safeAddress, writtenSlot(77n, 0n, 1n, path)]))
      expect(run({ ...facts({}), simulation }).verdict).toBe('fail')
    }
  })

  test('behavior: what could not be read is unknown, and no Safe is no question', () => {
    const unread = { ...settings, owners: undefined }
    const change = { safe: safeAddress, before: unread, after: unread }
    expect(run({ ...facts({}), 'safe settings': known([change]) }).verdict).toBe('unknown')
    expect(run({ ...facts({}), 'safe settings': known([]) }).verdict).toBe('not-applicable')
    const diff = { known: false, reason: 'the fork was silent' } as const
    const simulation = known({ ...simulationOf(), diff })
    expect(run({ ...facts({}), simulation }).verdict).toBe('unknown')
  })
})
