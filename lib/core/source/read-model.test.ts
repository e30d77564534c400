import { describe, expect, test } from 'vitest'
import { compileSources } from './__fixtures__/compile-sources'
import type { ContractModel, FunctionModel } from './contract-model'
import { readContractModel } from './read-model'

const source = `// SPDX-License-Identifier: Apache-2.0
// Ein Kommentar mit Umlauten: äöü €, damit Bytes und Zeichen auseinanderfallen.
pragma solidity 0.8.30;

interface IRegistry {
    function checkCaller(address caller) external view;
    function ping() external;
}

abstract contract Base {
    address internal owner;
    uint256 internal hidden;
    error Denied(address caller);

    modifier onlyOwner() {
        _checkOwner();
        _;
    }

    modifier whenSet(uint256 value) {
        if (value > 0) {
            _;
        }
    }

    function _checkOwner() internal view virtual {
        if (msg.sender != owner) revert Denied(msg.sender);
    }

    function hook() internal virtual {
        hidden = 1;
    }

    function _initialSlot() internal pure virtual returns (bytes32) {
        return 0x00000000000000000000000000000000000000000000000000000000000000ff;
    }
}

abstract contract Middle is Base {
    function hook() internal virtual override {
        super.hook();
        owner = address(0);
    }
}

contract Sample is Middle {
    /// @custom:storage-location erc7201:sample.main
    struct MainStorage {
        mapping(address => uint256) shares;
        uint64[2] times;
    }

    uint256 public constant CAP = 2 ** 10 - 0.5e1;
    IRegistry internal immutable registry;
    uint256 private total;
    mapping(address => bool) internal isKeeper;
    bytes32 private constant MAIN = 0x00000000000000000000000000000000000000000000000000000000000000aa;
    function() internal action;

    constructor(IRegistry registry_) {
        registry = registry_;
    }

    function _main() private pure returns (MainStorage storage $) {
        assembly {
            $.slot := MAIN
        }
    }

    // Both sides of the condition, one call down, behind a name.
    function guarded(address to, uint256 amount) external {
        bool allowed = isKeeper[msg.sender] || msg.sender == owner;
        if (!(allowed && amount <= CAP)) revert Denied(to);
        _credit({amount: amount, to: to});
    }

    function _credit(address to, uint256 amount) private {
        _main().shares[to] += amount; /* counted "twice" */
        total += 10_000 + 1 days; // 99
    }

    function early(bool open) external {
        if (open) return;
        require(msg.sender == owner);
        total = 1;
    }

    function either(uint256 kind) external {
        if (kind == 1) {
            require(msg.sender == owner);
        } else if (kind == 2) {
            revert();
        }
        total++;
    }

    function wrapped(uint256 value) external whenSet(value) onlyOwner {
        delete isKeeper[msg.sender];
    }

    function inAssembly() external {
        address holder = owner;
        assembly {
            if iszero(eq(caller(), holder)) { revert(0, 0) }
            sstore(MAIN, 1)
        }
    }

    function asked() external {
        registry.checkCaller(msg.sender);
        registry.ping();
    }

    function hooked() external {
        hook();
    }

    function pointed() external onlyOwner {
        action();
    }

    function even(uint256 n) external returns (bool) {
        return _even(n);
    }

    function _even(uint256 n) internal returns (bool) {
        require(n < CAP);
        return n == 0 ? true : _odd(n - 1);
    }

    function _odd(uint256 n) internal returns (bool) {
        return n != 0 && _even(n - 1);
    }
}
`

let read: ContractModel | undefined
function model(): ContractModel {
  read ??= readContractModel(compileSources({ 'src/Sample.sol': source })('Sample'))
  return read
}

function find(name: string): FunctionModel {
  return model().functions.find((one) => one.name === name)!
}

test('default', () => {
  const { place, modifiers, guards, callerGuards, checks, writes, reads } = find('guarded')
  expect({ place, modifiers, guards, callerGuards, checks, writes, reads }).toMatchInlineSnapshot(`
    {
      "callerGuards": [
        "isKeeper[msg.sender] || msg.sender == owner",
      ],
      "checks": [],
      "guards": [
        "amount <= CAP",
        "isKeeper[msg.sender] || msg.sender == owner",
      ],
      "modifiers": [],
      "place": {
        "line": 71,
        "path": "src/Sample.sol",
      },
      "reads": [
        "MainStorage.shares",
        "isKeeper",
        "owner",
        "total",
      ],
      "writes": [
        "MainStorage.shares",
        "total",
      ],
    }
  `)
  expect(model()).toMatchObject({
    name: 'Sample',
    linearization: ['Sample', 'Middle', 'Base'],
    unread: [],
  })
})

describe('guards', () => {
  test.each([
    ['early', ['msg.sender == owner || open']],
    ['either', ['1 != kind || msg.sender == owner', '1 == kind || 2 != kind']],
    ['wrapped', ['0 < value', 'msg.sender == owner']],
    ['inAssembly', ['eq ( caller ( ) , holder )']],
    ['asked', ['registry.checkCaller(msg.sender)']],
    ['even', ['n < CAP']],
  ])('behavior: %s', (name, guards) => {
    expect(find(name).guards).toEqual(guards)
  })

  test('behavior: those that look at the caller', () => {
    const names = ['early', 'either', 'wrapped', 'inAssembly', 'asked', 'even']
    const counts = names.map((name) => find(name).callerGuards.length)
    expect(counts).toEqual([1, 1, 1, 1, 1, 0])
  })
})

describe('writes', () => {
  test('behavior: overrides and super are followed', () => {
    expect(find('hooked').writes).toEqual(['hidden', 'owner'])
  })

  test('behavior: constant slots, deletions and increments', () => {
    expect(find('inAssembly').writes).toEqual(['slot MAIN'])
    expect(find('wrapped').writes).toEqual(['isKeeper'])
    expect(find('either').writes).toEqual(['total'])
  })
})

test('behavior: numbers are those of its own code, in decimal', () => {
  expect(find('_credit').literals).toEqual(['10000', '86400'])
})

test('behavior: comments are no code', () => {
  expect(find('_credit').body).toBe(
    '{ _main ( ) .shares [ to ] + = amount ; total + = 10_000 + 1 days ; }',
  )
})

test('behavior: calls outside', () => {
  expect(find('asked').outgoing.map(({ kind, member, target }) => [kind, member, target])).toEqual([
    ['staticcall', 'checkCaller', 'immutable'],
    ['member', 'ping', 'immutable'],
  ])
})

test('behavior: a function that is kept in a variable cannot be followed, and is said to', () => {
  expect(find('pointed').unread).toEqual(['call of action by a pointer'])
})

test('behavior: variables, constants and namespaces', () => {
  const { variables, namespaces } = model()
  expect(variables.map(({ name, value }) => [name, value])).toContainEqual(['CAP', '1019'])
  expect(namespaces).toMatchObject([
    {
      id: 'sample.main',
      slots: [{ name: 'MAIN', value: 0xaan }],
      members: [
        { name: 'shares', type: 'mapping(address => uint256)' },
        { name: 'times', type: 'uint64[2]' },
      ],
    },
  ])
})

test('error: an AST without the contract is said to be unread', () => {
  const contract = compileSources({ 'src/A.sol': 'contract A {}' })('A')
  expect(readContractModel({ ...contract, name: 'B' })).toMatchObject({
    name: 'B',
    functions: [],
    unread: ['its AST does not hold the contract'],
  })
})

test('error: an AST of no shape at all', () => {
  const contract = compileSources({ 'src/A.sol': 'contract A {}' })('A')
  const strange = {
    nodes: [{ nodeType: 'ContractDefinition', name: 'A', nodes: [{ nodeType: 3 }] }],
  }
  const asts = new Map([['src/A.sol', strange as never]])
  expect(readContractModel({ ...contract, asts }).functions).toEqual([])
})

test('error: a function that cannot be followed leaves the others as they are', () => {
  const text = 'contract A { function f() public { 1 + 1; } function g() public {} }'
  const contract = compileSources({ 'src/A.sol': text })('A')
  const unit = structuredClone(contract.asts.get('src/A.sol')!) as never as {
    nodes: { nodes: { body: { statements: { expression: unknown }[] } }[] }[]
  }
  const statement = unit.nodes[0]!.nodes[0]!.body.statements[0]!
  for (let depth = 0; depth < 20_000; depth += 1) {
    const subExpression = statement.expression
    statement.expression = {
      nodeType: 'UnaryOperation',
      operator: '-',
      src: '0:1:0',
      subExpression,
    }
  }
  const asts = new Map([['src/A.sol', unit as never]])
  const { functions } = readContractModel({ ...contract, asts })
  expect(functions.map(({ name, unread }) => [name, unread.length])).toEqual([
    ['f', 1],
    ['g', 0],
  ])
})
