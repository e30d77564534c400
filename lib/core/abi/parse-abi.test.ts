import { parseAbi as parseHumanAbi } from 'viem'
import { expect, test } from 'vitest'
import { parseAbi } from './parse-abi'

const transfer = {
  type: 'function',
  name: 'transfer',
  inputs: [{ type: 'address', name: 'to', internalType: 'address' }],
  outputs: [{ type: 'bool', name: '' }],
  stateMutability: 'nonpayable',
}

test('default', () => {
  const abi = parseHumanAbi([
    'struct Point { uint256 x; uint256[2][] ys; }',
    'function move(Point[] points) payable returns (bytes32)',
    'event Moved(address indexed by, Point to)',
    'error TooFar(uint256 limit)',
    'constructor(address owner)',
    'receive() external payable',
  ])
  expect(parseAbi(JSON.parse(JSON.stringify(abi)))).toEqual(abi)
})

test('error: a type that no compiler knows', () => {
  expect(() =>
    parseAbi([{ ...transfer, inputs: [{ type: 'uint257' }] }]),
  ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidAbiError: This is not the ABI of a contract.
      0.inputs.0.type: Expected a type such as uint256, address[] or tuple.
      Give the abi as the compiler wrote it: an array of functions, events and errors.]
    `)
})

test.each<[string, unknown]>([
  ['abi: is not an array', {}],
  ['abi: more than 8192 entries', Array.from({ length: 8193 }, () => transfer)],
  ['transfer: has a tuple without components', [{ ...transfer, inputs: [{ type: 'tuple[]' }] }]],
  ['0.name: Expected a Solidity name.', [{ ...transfer, name: 'a(b' }]],
  ['abi: tuples nested more than 16 deep', [nested(40)]],
])('error: %s', (problem, abi) => {
  expect(() => parseAbi(abi)).toThrow(problem)
})

function nested(depth: number): unknown {
  let parameter: unknown = { type: 'uint256' }
  for (let i = 0; i < depth; i += 1) parameter = { type: 'tuple', components: [parameter] }
  return { ...transfer, inputs: [parameter] }
}
