import { hexToBigInt, keccak256, stringToBytes } from 'viem'
import { describe, expect, test } from 'vitest'
import type { CodeAnalysis, StorageUse } from '@/lib/core/bytecode/code-analysis'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniAnalysis, miniLayout } from '@/lib/core/check/__fixtures__/mini-analyses'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { storageApart } from './storage-apart'

/** From the code alone. */
function facts(proxy: string, next: string): CheckFacts {
  return {
    'proxy analysis': known(miniAnalysis(proxy)),
    'new analysis': known(miniAnalysis(next)),
  }
}

/** With the layouts that the compiler tells. */
function sourced(proxy: string, next: string): CheckFacts {
  return {
    ...facts(proxy, next),
    'proxy layout': known(miniLayout(proxy)),
    'new layout': known(miniLayout(next)),
  }
}

describeCheck(storageApart, {
  bad: facts('LinearProxy', 'Governance'),
  twin: facts('SlottedProxy', 'Governance'),
})

describe('ST-07', () => {
  test('error: with layouts the variables are named', () => {
    const { verdict, evidence } = runOn(storageApart, sourced('LinearProxy', 'Governance'))
    expect(verdict).toBe('fail')
    expect(evidence).toMatchInlineSnapshot(`
      [
        {
          "what": "proxy: admin (address); implementation: initialized (bool)",
          "where": "slot 0, bytes 0 to 19",
        },
        {
          "what": "proxy: admin (address); implementation: initializing (bool)",
          "where": "slot 0, bytes 0 to 19",
        },
        {
          "what": "proxy: admin (address); implementation: guardian (address)",
          "where": "slot 0, bytes 0 to 19",
        },
        {
          "what": "proxy: implementation (address); implementation: stakes (mapping(address => uint256))",
          "where": "slot 1, bytes 0 to 19",
        },
      ]
    `)
  })

  test('behavior: with layouts a gap leaves room for the proxy', () => {
    const { verdict } = runOn(storageApart, sourced('LinearProxy', 'ReservingGovernance'))
    expect(verdict).toBe('pass')
  })

  test('behavior: the same variable in both is for people to judge', () => {
    for (const of of [facts, sourced]) {
      expect(runOn(storageApart, of('LinearProxy', 'SharedGovernance')).verdict).toBe('warn')
    }
  })

  test('behavior: a slot of nobody’s standard, used by both', () => {
    const finding = runOn(storageApart, facts('OddProxy', 'OddGovernance'))
    expect(finding.verdict).toBe('warn')
    expect(runOn(storageApart, facts('OddProxy', 'Governance')).verdict).toBe('pass')
  })

  test('behavior: a slot of EIP-1967 is meant to be shared', () => {
    const finding = runOn(storageApart, facts('SlottedProxy', 'SlottedProxy'))
    expect(finding).toMatchObject({ verdict: 'pass' })
    expect(finding.detail).toContain('shared by a standard')
  })

  test('behavior: a proxy without storage cannot be in the way', () => {
    const { verdict, detail } = runOn(storageApart, facts('FixedProxy', 'Governance'))
    expect(verdict).toBe('pass')
    expect(detail).toBe('The proxy has no instruction that reads or writes storage.')
  })

  test('behavior: slots that the code does not tell are unknown', () => {
    const silent = known({ ...miniAnalysis('OddProxy'), storage: [] })
    const usual = facts('SlottedProxy', 'Governance')
    expect(runOn(storageApart, { ...usual, 'proxy analysis': silent }).verdict).toBe('unknown')
    expect(runOn(storageApart, { ...usual, 'new analysis': silent }).verdict).toBe('unknown')
    expect(runOn(storageApart, facts('SlottedProxy', 'Stateless')).verdict).toBe('pass')
  })
})

describe('ST-07, place by place', () => {
  const use = (slot: bigint, type = 'address', offset = 0) =>
    ({ slot, offset, type, reads: ['0xaa'], writes: [] }) as StorageUse
  const code = (...storage: StorageUse[]): CodeAnalysis => {
    return { opcodes: [], touchesStorage: true, selectors: [], storage }
  }
  const types: StorageLayout['types'] = new Map([
    ['a', { kind: 'value', label: 'address', bytes: 20, value: { name: 'address' } }],
    ['n', { kind: 'value', label: 'uint256', bytes: 32, value: { name: 'uint' } }],
    ['g', { kind: 'static-array', label: 'uint256[5]', base: 'n', length: 5n, bytes: 160n }],
  ])
  const laid = (...variables: readonly (readonly [string, bigint, string])[]) => ({
    variables: variables.map(([label, slot, type]) => ({ label, slot, offset: 0, type })),
    types,
  })
  type Side = { readonly code: CodeAnalysis; readonly layout?: StorageLayout }
  const run = (proxy: Side, next: Side) =>
    runOn(storageApart, {
      'proxy analysis': known(proxy.code),
      'new analysis': known(next.code),
      ...(proxy.layout && { 'proxy layout': known(proxy.layout) }),
      ...(next.layout && { 'new layout': known(next.layout) }),
    })
  const far = 2n ** 64n

  test('error: what a proxy keeps at a slot by its number is in no layout', () => {
    const proxy = { code: code(use(far), use(3n)), layout: laid() }
    const at = (slot: bigint) => ({ code: code(use(slot)), layout: laid(['owner', slot, 'a']) })
    expect(run(proxy, at(3n))).toMatchObject({
      verdict: 'warn',
      evidence: [{ where: 'slot 3, bytes 0 to 19' }],
    })
    const packed = { code: code(use(3n, 'uint64', 8)), layout: laid(['total', 3n, 'n']) }
    expect(run(proxy, packed).verdict).toBe('fail')
    expect(run(proxy, at(4n)).verdict).toBe('pass')
  })

  test('error: what code reads by its number where its layout keeps a gap free', () => {
    const next = {
      code: code(use(2n, 'uint256')),
      layout: laid(['__gap', 0n, 'g'], ['total', 5n, 'n']),
    }
    expect(run({ code: code(use(2n)) }, next).verdict).toBe('fail')
    expect(run({ code: code(use(1n)) }, next).verdict).toBe('pass')
    expect(run({ code: code(use(4n)) }, { ...next, code: code() }).verdict).toBe('pass')
  })

  test('behavior: what a layout names is told once, by its name', () => {
    const named = { code: code(use(0n)), layout: laid(['admin', 0n, 'a']) }
    const { verdict, evidence } = run(named, { code: code(use(9n)) })
    expect({ verdict, evidence }).toEqual({
      verdict: 'pass',
      evidence: [{ where: 'slot 0, bytes 0 to 19', what: 'of the proxy: admin (address)' }],
    })
  })

  test('behavior: one variable for both has one place, one size and one name, as far as is known', () => {
    const admin = { code: code(use(0n)), layout: laid(['admin', 0n, 'a']) }
    const named = (label: string) => ({ code: code(use(0n)), layout: laid([label, 0n, 'a']) })
    expect(run(admin, named('admin'))).toMatchObject({
      verdict: 'warn',
      evidence: [{ what: 'proxy: admin (address); implementation: admin (address)' }],
    })
    expect(run(admin, named('owner')).verdict).toBe('fail')
    expect(run(admin, { code: code(use(0n)) }).verdict).toBe('warn')
    expect(run({ code: code(use(0n)) }, named('owner')).verdict).toBe('warn')
    expect(run({ code: code(use(0n)) }, { code: code(use(0n, 'uint64')) }).verdict).toBe('fail')
    expect(run({ code: code(use(0n)) }, { code: code(use(0n, 'address', 8)) }).verdict).toBe('fail')
  })

  test('behavior: a slot by a hash is often read as a whole for an address, a slot by its number is not', () => {
    expect(run({ code: code(use(far)) }, { code: code(use(far, 'uint256')) }).verdict).toBe('warn')
    expect(run({ code: code(use(far, 'uint256')) }, { code: code(use(far)) }).verdict).toBe('warn')
    const near = far - 1n
    expect(run({ code: code(use(near)) }, { code: code(use(near, 'uint256')) }).verdict).toBe(
      'fail',
    )
    expect(run({ code: code(use(far)) }, { code: code(use(far, 'bool')) }).verdict).toBe('fail')
  })

  test('behavior: places that only touch are apart, and none reaches beyond its slot', () => {
    const [low, high] = [code(use(1n, 'uint128')), code(use(1n, 'uint128', 16))]
    expect(run({ code: low }, { code: high }).verdict).toBe('pass')
    expect(run({ code: high }, { code: low }).verdict).toBe('pass')
    expect(run({ code: code(use(1n, 'uint256', 16)) }, { code: code(use(2n)) }).verdict).toBe(
      'pass',
    )
  })

  test('behavior: slots of standards older than EIP-1967 are shared by meaning', () => {
    const labels = [
      'PROXIABLE',
      'org.zeppelinos.proxy.implementation',
      'org.zeppelinos.proxy.admin',
    ]
    for (const label of labels) {
      const slot = hexToBigInt(keccak256(stringToBytes(label)))
      const both = { code: code(use(slot)) }
      expect(run(both, both).verdict).toBe('pass')
      expect(run(both, { code: code(use(slot + 1n)) }).detail).not.toContain('standard')
      const next = { code: code(use(slot + 1n)) }
      expect(run(next, next).verdict).toBe('warn')
    }
  })
})
