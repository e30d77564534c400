import { encodeErrorResult, parseAbi, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { explainRevert } from '@/lib/core/patch/explain-revert'

const abi = parseAbi([
  'error Error(string)',
  'error TimelockUnexecutedPredecessor(bytes32 predecessorId)',
  'error Foreign(uint256)',
])

test('default: the timelock speaks', () => {
  const data = encodeErrorResult({
    abi,
    errorName: 'TimelockUnexecutedPredecessor',
    args: [zeroHash],
  })
  expect(explainRevert(data)).toMatchObject({
    message: 'The predecessor of this operation has not been executed.',
  })
})

test('behavior: a code of the Safe is put into words and kept', () => {
  const data = encodeErrorResult({ abi, errorName: 'Error', args: ['GS026'] })
  expect(explainRevert(data)).toEqual({
    message: 'A signature is not by an owner, is for another transaction, or is out of order.',
    facts: [['Code of the Safe', 'GS026']],
  })
})

test('behavior: any other text is shown as it is', () => {
  const data = encodeErrorResult({ abi, errorName: 'Error', args: ['paused'] })
  expect(explainRevert(data)).toMatchObject({ message: 'paused' })
})

test('behavior: the error of a foreign contract is not guessed at', () => {
  expect(
    explainRevert(encodeErrorResult({ abi, errorName: 'Foreign', args: [1n] })),
  ).toBeUndefined()
})
