import { describe, expect, test } from 'vitest'
import { runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { contractModel } from '@/lib/core/check/__fixtures__/function-model'
import { known } from '@/lib/core/check/__fixtures__/known'
import { compileSources } from '@/lib/core/source/__fixtures__/compile-sources'
import type { NamespaceModel } from '@/lib/core/source/contract-model'
import { readContractModel } from '@/lib/core/source/read-model'
import { namespacesKept } from './namespaces-kept'

const at = { path: 'src/A.sol', line: 7 }

/** Members as `uint256 debt`. */
function space(members: readonly string[], changes: Partial<NamespaceModel> = {}): NamespaceModel {
  return {
    id: 'my.main',
    struct: 'Main',
    contract: 'A',
    slot: 100n,
    slots: [{ name: 'MAIN', value: 100n }],
    members: members.map((member) => {
      const [, type = '', name = ''] = /^(.*) (\w+)$/.exec(member) ?? []
      return { name, type }
    }),
    place: at,
    ...changes,
  }
}

function compare(
  from: readonly NamespaceModel[],
  to: readonly NamespaceModel[],
  unread: string[] = [],
) {
  return runOn(namespacesKept, {
    'old model': known(contractModel([], { namespaces: from })),
    'new model': known(contractModel([], { namespaces: to, unread })),
  })
}

const pair = ['uint256 debt', 'uint256 collateral']

describe('members', () => {
  const whatOf = (to: readonly string[], from: readonly string[] = pair) => {
    const { verdict, evidence } = compare([space(from)], [space(to)])
    return [verdict, ...evidence.map(({ what }) => what)]
  }

  test('error: two of one type in each other’s place', () => {
    expect(whatOf(['uint256 collateral', 'uint256 debt'])).toEqual([
      'fail',
      'my.main: collateral reads what was debt',
      'my.main: debt reads what was collateral',
    ])
    expect(whatOf(['uint256 collateral', 'uint256 spare'])[0]).toBe('fail')
    expect(whatOf(['uint256 spare', 'uint256 collateral', 'uint256 debt'])[0]).toBe('fail')
    expect(whatOf(pair)[0]).toBe('pass')
  })

  test('behavior: one that was renamed is for people to judge', () => {
    expect(whatOf(['uint256 debts', 'uint256 collateral'])).toEqual([
      'warn',
      'my.main: debts reads what was debt',
    ])
  })

  test('error: one that is gone, and one of another type', () => {
    expect(whatOf(['uint256 debt'])).toEqual(['fail', 'my.main: its member collateral is gone'])
    expect(whatOf(['uint256 debt', 'address collateral'])).toEqual([
      'fail',
      'my.main: collateral (address) stands where collateral (uint256) stood',
    ])
  })

  const positions = (...members: readonly string[]) => [
    `mapping(address => struct Position{${members.join(',')}}) positions`,
  ]

  test('error: members of a struct within it in each other’s place', () => {
    const from = positions(...pair)
    expect(whatOf(positions('uint256 collateral', 'uint256 debt'), from)).toEqual([
      'fail',
      'my.main: within positions, collateral reads what was debt',
      'my.main: within positions, debt reads what was collateral',
    ])
    expect(whatOf(positions('uint256 debt', 'uint128 collateral'), from)[0]).toBe('fail')
    expect(whatOf(positions('uint256 collateral', 'uint256 spare'), from)[0]).toBe('fail')
    expect(whatOf(positions('uint256 spare', 'uint256 debt'), from)[0]).toBe('fail')
    expect(whatOf(positions('uint256 debts', 'uint256 collateral'), from)).toEqual([
      'warn',
      'my.main: within positions, debts reads what was debt',
    ])
    expect(whatOf(from, from)[0]).toBe('pass')
  })
})

describe('places', () => {
  const slotsOf = (slots: NamespaceModel['slots'], before = space(pair)) => {
    const { verdict, evidence } = compare([before], [space(pair, { slots })])
    return [verdict, ...evidence.map(({ what }) => what)]
  }

  test('error: one of several functions puts it elsewhere', () => {
    const main = { name: 'MAIN', value: 100n }
    expect(slotsOf([main, { name: 'OTHER', value: 101n }])).toEqual([
      'fail',
      'my.main: OTHER is 0x65, and was elsewhere',
    ])
    expect(slotsOf([main, { name: 'OTHER', value: 100n }])[0]).toBe('pass')
  })

  test('behavior: what is not told is unknown', () => {
    expect(slotsOf([])).toEqual(['unknown', 'my.main: no function was found that leads to it'])
    expect(slotsOf([{ name: 'MAIN', value: undefined }])).toEqual([
      'unknown',
      'my.main: its slot MAIN could not be computed',
    ])
    expect(slotsOf([{ name: 'MAIN', value: 100n }], space(pair, { slots: [] }))).toEqual([
      'unknown',
      'my.main: MAIN is 0x64, and where it was before is not told',
    ])
  })

  test('error: a new one that is not where the formula puts it', () => {
    const fresh = (value: bigint) => {
      const slots = [{ name: 'NEXT', value }]
      return compare([space(pair)], [space(pair), space(pair, { id: 'my.next', slots })])
    }
    expect(fresh(101n)).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: 'my.next: NEXT is 0x65, the formula gives 0x64' }],
    })
    expect(fresh(100n).verdict).toBe('pass')
  })

  test('error: one that is gone is told where it was', () => {
    expect(compare([space(pair)], [])).toMatchObject({
      verdict: 'fail',
      evidence: [
        { where: 'src/A.sol:7, before', what: 'my.main: is gone, with all that it holds' },
      ],
    })
    const other = space(['uint256 a'], { id: 'my.other' })
    expect(compare([space(pair), other], [space(pair)]).evidence).toHaveLength(1)
    expect(compare([other, space(pair)], [other, space(['uint256 debt'])])).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: 'src/A.sol:7', what: 'my.main: its member collateral is gone' }],
    })
  })

  test('error: of several that claim one id each is looked at', () => {
    const decoy = space(pair)
    const turned = space(pair.toReversed(), { struct: 'Real', contract: 'B' })
    expect(compare([decoy], [decoy, turned]).verdict).toBe('fail')
    expect(compare([decoy], [turned, decoy]).verdict).toBe('fail')
    expect(compare([decoy], [decoy, { ...decoy, struct: 'Same' }]).verdict).toBe('pass')
    // Each is held against the one of its name, of those of one name against that of its contract.
    expect(compare([decoy, turned], [turned, decoy]).verdict).toBe('pass')
    const [a, b] = [decoy, { ...turned, struct: decoy.struct }]
    expect(compare([a, b], [b, a]).verdict).toBe('pass')
    expect(compare([a], [{ ...a, contract: 'A2' }]).verdict).toBe('pass')
  })

  test('behavior: sources that could not be read', () => {
    expect(compare([space(pair)], [space(pair)], ['namespaces: odd'])).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'A', what: 'namespaces: odd' }],
    })
  })
})

const main = `
    /// @custom:storage-location erc7201:mini.main
    struct MainStorage { uint256 total; uint256 cap; }`
const formula = '0x1e2389d20058385209f3e5b6dda3f5ebc440e8c2bd7c1b0dfbf1715fef305b00'
const elsewhere = '0x1e2389d20058385209f3e5b6dda3f5ebc440e8c2bd7c1b0dfbf1715fef305b01'
const placed = (slot: string) => `{ bytes32 slot = ${slot}; assembly { $.slot := slot } }`
const compiled = compileSources({
  'src/Mini.sol': `
// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

contract Base {${main}
    function _main() internal pure virtual returns (MainStorage storage $) ${placed(formula)}
    function total() external view returns (uint256) { return _main().total; }
}
contract Derived is Base {
    function _main() internal pure override returns (MainStorage storage $) ${placed(elsewhere)}
}
contract DerivedAlike is Base {
    function _main() internal pure override returns (MainStorage storage $) ${placed(formula)}
}
contract Local is Base {
    function cap() external view returns (uint256) {
        MainStorage storage $;
        assembly { $.slot := ${elsewhere} }
        return $.cap;
    }
}
contract LocalAlike is Base {
    function cap() external view returns (uint256) {
        MainStorage storage $;
        assembly { $.slot := ${formula} }
        return $.cap;
    }
}
contract Aliased is Base {
    struct Turned { uint256 cap; uint256 total; }
    function _turned() private pure returns (Turned storage $) ${placed(formula)}
    function cap() external view returns (uint256) { return _turned().cap; }
}
contract Apart is Base {
    struct Turned { uint256 cap; uint256 total; }
    function _turned() private pure returns (Turned storage $) ${placed(elsewhere)}
    function cap() external view returns (uint256) { return _turned().cap; }
}
contract Mapped is Base {
    function _all() private pure returns (mapping(uint256 => uint256) storage $) ${placed(formula)}
    function at(uint256 key) external view returns (uint256) { return _all()[key]; }
}
contract Twice {${main}
    function _real() private pure returns (MainStorage storage $) ${placed(elsewhere)}
    function _main() private pure returns (MainStorage storage $) ${placed(formula)}
    function total() external view returns (uint256) { return _real().total + _main().total; }
}
`,
  'src/Free.sol': `
// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

function free() pure returns (FreeBase.MainStorage storage $) ${placed(elsewhere)}
contract FreeBase {${main}
    function _main() internal pure virtual returns (MainStorage storage $) ${placed(formula)}
}
contract Freed is FreeBase {
    function total() external view returns (uint256) { return free().total; }
}
`,
})

test('error: another function, of whatever contract, that puts a struct elsewhere', () => {
  const verdictOf = (to: string) =>
    runOn(namespacesKept, {
      'old model': known(readContractModel(compiled('Base'))),
      'new model': known(readContractModel(compiled(to))),
    }).verdict
  expect(verdictOf('Derived')).toBe('fail')
  expect(verdictOf('DerivedAlike')).toBe('pass')
  expect(verdictOf('Local')).toBe('fail')
  expect(verdictOf('LocalAlike')).toBe('pass')
  expect(verdictOf('Twice')).toBe('fail')
  expect(verdictOf('Freed')).toBe('fail')
})

test('error: another type at the slot of a namespace', () => {
  const model = (name: string) => known(readContractModel(compiled(name)))
  const judge = (from: string, to: string) =>
    runOn(namespacesKept, { 'old model': model(from), 'new model': model(to) })
  expect(judge('Base', 'Aliased')).toMatchObject({
    verdict: 'warn',
    evidence: [{ what: 'mini.main: struct Aliased.Turned is put at its slot too' }],
  })
  expect(judge('Base', 'Mapped').verdict).toBe('warn')
  expect(judge('Base', 'Apart').verdict).toBe('pass')
  expect(judge('Aliased', 'Aliased').verdict).toBe('pass')
  expect(judge('Aliased', 'Base').verdict).toBe('pass')
})
