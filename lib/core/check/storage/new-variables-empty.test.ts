import { type Address, type Hash, numberToHex, toFunctionSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { contractModel } from '@/lib/core/check/__fixtures__/function-model'
import { known } from '@/lib/core/check/__fixtures__/known'
import { upgrade } from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { compileSources } from '@/lib/core/source/__fixtures__/compile-sources'
import type { ContractModel, NamespaceModel, SlotModel } from '@/lib/core/source/contract-model'
import { readContractModel } from '@/lib/core/source/read-model'
import { newVariablesEmpty } from './new-variables-empty'

const pool = 'address internal owner; uint64 internal since;'
const compiled = compileSources({
  'src/Pool.sol': `
// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

contract Pool { ${pool} }

contract PoolCapped {
    ${pool}
    uint32 internal fee;
    uint256 internal cap;

    function initializeCap(uint256 cap_) external { cap = cap_; fee = 5; }
    function initializeFee() external { fee = 5; }
}

contract PoolMapped { ${pool} mapping(address => uint256) internal debts; }

struct Row { uint256 id; mapping(address => bool) seen; }
contract PoolOfRows { ${pool} Row[2] internal rows; }

contract PoolOfTrees {
    ${pool}
    struct Tree { uint256 value; Tree[] below; }
    Tree internal root;
    Tree[] internal all;
}

contract PoolOfLists { ${pool} mapping(address => bool)[] internal seen; }

contract PoolListed { ${pool} uint256[] internal list; string internal name; uint256[3] internal last; }

contract PoolReserved { ${pool} uint256[4] private __gap; uint256 internal z; }

contract PoolOfReserve { ${pool} uint256 internal cap; uint256[3] private __gap; uint256 internal z; }

contract PoolNamed {
    ${pool}
    /// @custom:storage-location erc7201:mini.pool
    struct PoolStorage { uint256 cap; }
    bytes32 private constant POOL = keccak256(abi.encode(uint256(keccak256("mini.pool")) - 1)) & ~bytes32(uint256(0xff));
    function _pool() private pure returns (PoolStorage storage $) { bytes32 slot = POOL; assembly { $.slot := slot } }
    function capOf() external view returns (uint256) { return _pool().cap; }
}

contract PoolSlotted {
    ${pool}
    function capOf() external view returns (uint256 cap) { bytes32 slot = CAP_SLOT; assembly { cap := sload(slot) } }
    bytes32 private constant CAP_SLOT = bytes32(uint256(0x1234567890));
}
`,
})

const proxies: Address[] = [
  '0x0000000000000000000000000000000000000099',
  '0x0000000000000000000000000000000000000098',
]

/** Words by slot; what is not given is zero up to slot 8. */
function wordsOf(words: Readonly<Record<number, bigint>>): ReadonlyMap<bigint, Hash> {
  const slots = [...new Set([...Array(9).keys(), ...Object.keys(words).map(Number)])]
  return new Map(slots.map((at) => [BigInt(at), numberToHex(words[at] ?? 0n, { size: 32 })]))
}

function facts(from: string, to: string, ...storages: Record<number, bigint>[]): CheckFacts {
  const live = storages.map((words, at) => ({ proxy: proxies[at]!, words: wordsOf(words) }))
  return {
    'old layout': known(compiled(from).layout!),
    'new layout': known(compiled(to).layout!),
    'old model': known(readContractModel(compiled(from))),
    'new model': known(readContractModel(compiled(to))),
    'live values': known(live),
  }
}

const used = (7n << 160n) | 0xabcn

describeCheck(newVariablesEmpty, {
  bad: facts('Pool', 'PoolCapped', { 0: used, 1: 1_000_000n }),
  twin: facts('Pool', 'PoolCapped', { 0: used }),
})

describe('ST-10', () => {
  test('error: a variable that shares its slot with old ones', () => {
    const dirty = facts('Pool', 'PoolCapped', { 0: used | (9n << 224n) })
    expect(runOn(newVariablesEmpty, dirty)).toMatchObject({
      verdict: 'fail',
      evidence: [
        { where: 'slot 0, bytes 28 to 31', what: 'fee (uint32) begins with 0x9' },
        { where: 'slot 1', what: 'cap (uint256) is empty' },
      ],
    })
  })

  test('behavior: what the migration sets is for people to judge', () => {
    const dirty = facts('Pool', 'PoolCapped', { 1: 5n })
    const migratedBy = (signature: string) => {
      const migration = toFunctionSelector(signature)
      return runOn(newVariablesEmpty, { ...dirty, upgrade: known({ ...upgrade, migration }) })
    }
    expect(migratedBy('initializeCap(uint256)').verdict).toBe('warn')
    expect(migratedBy('initializeFee()').verdict).toBe('fail')
    expect(migratedBy('strange()').verdict).toBe('fail')
  })

  test('behavior: each proxy is looked at, and named', () => {
    const { verdict, evidence } = runOn(
      newVariablesEmpty,
      facts('Pool', 'PoolCapped', {}, { 1: 5n }),
    )
    expect(verdict).toBe('fail')
    expect(evidence[3]).toEqual({
      where: `${proxies[1]} slot 1`,
      what: 'cap (uint256) begins with 0x5',
    })
  })

  test('behavior: what was not read is unknown', () => {
    const given = facts('Pool', 'PoolCapped', {})
    const words = new Map([[0n, numberToHex(0n, { size: 32 })]])
    expect(runOn(newVariablesEmpty, { ...given, 'live values': known([{ words }]) }).verdict).toBe(
      'unknown',
    )
    expect(runOn(newVariablesEmpty, { ...given, 'live values': known([]) }).verdict).toBe('unknown')
  })

  test('behavior: what keys lead to is unknown', () => {
    for (const to of ['PoolMapped', 'PoolOfRows']) {
      expect(runOn(newVariablesEmpty, facts('Pool', to, {})).verdict).toBe('unknown')
    }
    expect(runOn(newVariablesEmpty, facts('Pool', 'PoolMapped', { 1: 1n })).verdict).toBe('fail')
  })

  test('behavior: an empty list is empty, and all of an array is looked at', () => {
    expect(runOn(newVariablesEmpty, facts('Pool', 'PoolListed', {})).verdict).toBe('pass')
    for (const slot of [1, 2, 3, 5]) {
      const dirty = facts('Pool', 'PoolListed', { [slot]: 1n })
      expect(runOn(newVariablesEmpty, dirty).verdict).toBe('fail')
    }
  })

  test('behavior: room that a gap kept is looked at when it is used', () => {
    const reserved = (words: Record<number, bigint>) =>
      runOn(newVariablesEmpty, facts('PoolReserved', 'PoolOfReserve', words)).verdict
    expect(reserved({ 5: 8n })).toBe('pass')
    expect(reserved({ 1: 8n })).toBe('fail')
  })

  test('behavior: storage behind a hash is unknown until it is read', () => {
    expect(runOn(newVariablesEmpty, facts('Pool', 'PoolNamed', {})).verdict).toBe('unknown')
    const slotted = (...storages: Record<number, bigint>[]) =>
      runOn(newVariablesEmpty, facts('Pool', 'PoolSlotted', ...storages)).verdict
    expect(slotted({})).toBe('unknown')
    expect(slotted({ 78187493520: 0n })).toBe('pass')
    expect(slotted({ 78187493520: 4n })).toBe('fail')
  })

  test('behavior: parts of the sources that could not be read may hold more', () => {
    const given = facts('Pool', 'PoolCapped', {})
    const model = { ...readContractModel(compiled('PoolCapped')), unread: ['a base'] }
    expect(runOn(newVariablesEmpty, { ...given, 'new model': known(model) }).verdict).toBe(
      'unknown',
    )
  })

  test('error: one new variable is told beside one part that could not be read', () => {
    const given = facts('Pool', 'PoolReserved', {})
    const model = { ...readContractModel(compiled('PoolReserved')), unread: ['a base'] }
    expect(runOn(newVariablesEmpty, { ...given, 'new model': known(model) })).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'slot 5', what: 'z (uint256) is empty' }, { what: 'a base' }],
    })
  })

  test('behavior: nothing new', () => {
    expect(runOn(newVariablesEmpty, facts('Pool', 'Pool', {})).verdict).toBe('not-applicable')
    expect(runOn(newVariablesEmpty, facts('PoolCapped', 'Pool', {})).verdict).toBe('not-applicable')
  })

  test('error: a struct that leads to itself by a list ends nowhere but here', () => {
    expect(runOn(newVariablesEmpty, facts('Pool', 'PoolOfTrees', {})).verdict).toBe('pass')
    expect(runOn(newVariablesEmpty, facts('Pool', 'PoolOfTrees', { 3: 1n })).verdict).toBe('fail')
    expect(runOn(newVariablesEmpty, facts('Pool', 'PoolOfLists', {})).verdict).toBe('unknown')
  })
})

describe('ST-10, behind a hash', () => {
  const at = { path: 'src/Pool.sol', line: 4 }
  const slot = (name: string, value: bigint | undefined, contract = 'Pool'): SlotModel => ({
    name,
    contract,
    value,
    place: at,
  })
  const space = (members: readonly string[], id = 'my.main'): NamespaceModel => ({
    id,
    struct: 'Main',
    contract: 'Pool',
    slot: 100n,
    slots: [{ name: 'MAIN', value: 100n }],
    members: members.map((name) => ({ name, type: 'uint256' })),
    place: at,
  })
  type Given = Partial<Pick<ContractModel, 'slots' | 'namespaces'>>
  const run = (from: Given, to: Given, words: Record<number, bigint> = {}) => {
    const { verdict, evidence } = runOn(newVariablesEmpty, {
      ...facts('Pool', 'Pool', words),
      'old model': known({ ...contractModel([]), ...from }),
      'new model': known({ ...contractModel([]), ...to }),
    })
    return [verdict, ...evidence.map(({ what }) => what)]
  }

  test('error: a constant slot that is new and holds something, and its twin that is empty', () => {
    const [old, fresh] = [slot('OLD', 5n), slot('FRESH', 6n)]
    expect(run({ slots: [old] }, { slots: [old, fresh] }, { 6: 9n })).toEqual([
      'fail',
      `FRESH begins with ${numberToHex(9n, { size: 32 })}`,
    ])
    expect(run({ slots: [old] }, { slots: [old, fresh] })).toEqual(['pass', 'FRESH is empty'])
    expect(run({ slots: [old] }, { slots: [slot('RENAMED', 5n)] }, { 5: 9n })).toEqual([
      'not-applicable',
    ])
  })

  test('behavior: a slot of no known value is new unless its contract had one of its name', () => {
    const odd = slot('ODD', undefined)
    expect(run({}, { slots: [odd] })).toEqual([
      'unknown',
      'ODD is new, and its storage was not read',
    ])
    expect(run({ slots: [odd] }, { slots: [odd] })).toEqual(['not-applicable'])
    expect(run({ slots: [slot('ODD', undefined, 'B')] }, { slots: [odd] })[0]).toBe('unknown')
    expect(run({ slots: [slot('B', undefined)] }, { slots: [odd] })[0]).toBe('unknown')
    // It is not known to be that of a namespace of no known slot either.
    const lost = { ...space(['a']), slots: [{ name: 'LOST', value: undefined }] }
    expect(run({ namespaces: [lost] }, { namespaces: [lost], slots: [odd] })[0]).toBe('unknown')
  })

  test('behavior: members of a namespace are new behind those that it had', () => {
    const told = (name: string) => `my.main: ${name} is new, and its storage was not read`
    expect(run({ namespaces: [space(['a'])] }, { namespaces: [space(['a', 'b'])] })).toEqual([
      'unknown',
      told('b'),
    ])
    const other = { namespaces: [space(['x', 'y'], 'my.other')] }
    expect(run(other, { namespaces: [...other.namespaces, space(['a', 'b'])] })).toEqual([
      'unknown',
      told('a'),
      told('b'),
    ])
    expect(run({ namespaces: [space(['a'])] }, { namespaces: [space(['a'])] })).toEqual([
      'not-applicable',
    ])
  })

  test('behavior: the constant that leads to a namespace is no variable of its own', () => {
    const given = { namespaces: [space(['a'])] }
    expect(run(given, { ...given, slots: [slot('MAIN', 100n)] }, { 100: 3n })).toEqual([
      'not-applicable',
    ])
    expect(run(given, { ...given, slots: [slot('NEXT', 101n)] }, { 101: 3n })[0]).toBe('fail')
  })
})
