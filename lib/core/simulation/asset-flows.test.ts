import { type Address, encodeAbiParameters, type Hash, type Hex, keccak256, pad, toHex } from 'viem'
import { expect, test } from 'vitest'
import { assetFlows } from './asset-flows'
import type { CallFrame, SimulatedLog } from './call-frame'
import { etherMismatches } from './ether-mismatches'
import { etherTransfers } from './ether-transfers'

const token: Address = '0x521fe809562DCDE295A48D017b4571d1cA15041E'
const ada: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const grace: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const zero: Address = '0x0000000000000000000000000000000000000000'

const topic = (signature: string): Hash => keccak256(toHex(signature))
const word = (value: Hex | bigint): Hash => pad(typeof value === 'bigint' ? toHex(value) : value)
const bytes = (data: Hex) => ({ data, size: (data.length - 2) / 2 })

function log(signature: string, topics: readonly Hash[], data: Hex = '0x'): SimulatedLog {
  return { address: token, topics: [topic(signature), ...topics], data: bytes(data) }
}

function flowsOf(...logs: readonly SimulatedLog[]) {
  return assetFlows([
    { transfers: [], logs: [] },
    { transfers: [], logs },
  ])
}

function frame(overrides: Partial<CallFrame>): CallFrame {
  return {
    depth: 0,
    kind: 'CALL',
    from: ada,
    to: grace,
    context: grace,
    value: 0n,
    gasUsed: 0n,
    input: bytes('0x'),
    output: bytes('0x'),
    undone: false,
    ...overrides,
  }
}

test('default', () => {
  const erc20 = log('Transfer(address,address,uint256)', [word(ada), word(grace)], word(5n))
  const erc721 = log('Transfer(address,address,uint256)', [word(ada), word(grace), word(9n)])
  expect(flowsOf(erc20, erc721)).toEqual({
    moves: [
      { step: 1, kind: 'erc20', token, from: ada, to: grace, amount: 5n },
      { step: 1, kind: 'erc721', token, from: ada, to: grace, id: 9n },
    ],
    allowances: [],
    unread: [],
  })
})

test('behavior: ERC-1155, one and many', () => {
  const numbers = (ids: readonly bigint[], amounts: readonly bigint[]) =>
    encodeAbiParameters([{ type: 'uint256[]' }, { type: 'uint256[]' }], [ids, amounts])
  const parties = [word(ada), word(ada), word(grace)]
  const one = log(
    'TransferSingle(address,address,address,uint256,uint256)',
    parties,
    `${word(1n)}${word(2n).slice(2)}`,
  )
  const name = 'TransferBatch(address,address,address,uint256[],uint256[])'
  const { moves } = flowsOf(one, log(name, parties, numbers([3n, 4n], [5n, 6n])))
  expect(moves.map((move) => 'id' in move && 'amount' in move && [move.id, move.amount])).toEqual([
    [1n, 2n],
    [3n, 5n],
    [4n, 6n],
  ])
  expect(flowsOf(log(name, parties, numbers([3n, 4n], [5n]))).unread).toEqual([
    { step: 1, token, name: 'TransferBatch' },
  ])
})

test('behavior: allowances', () => {
  const { allowances } = flowsOf(
    log('Approval(address,address,uint256)', [word(ada), word(grace)], word(7n)),
    log('Approval(address,address,uint256)', [word(ada), word(grace), word(7n)]),
    log('ApprovalForAll(address,address,bool)', [word(ada), word(grace)], word(1n)),
  )
  expect(allowances).toMatchObject([
    { kind: 'amount', owner: ada, spender: grace, amount: 7n },
    { kind: 'token', owner: ada, spender: grace, id: 7n },
    { kind: 'all', owner: ada, spender: grace, approved: true },
  ])
})

test('behavior: wrapped ether comes from nowhere and goes there', () => {
  const { moves } = flowsOf(
    log('Deposit(address,uint256)', [word(ada)], word(1n)),
    log('Withdrawal(address,uint256)', [word(ada)], word(1n)),
  )
  expect(moves).toMatchObject([
    { from: zero, to: ada },
    { from: ada, to: zero },
  ])
})

test('behavior: an event of a standard’s name in another form, or cut off, is told', () => {
  const name = 'Transfer(address,address,uint256)'
  const plain = log(name, [], `${word(ada)}${word(grace).slice(2)}${word(5n).slice(2)}`)
  const cut = { ...log(name, [word(ada), word(grace)], word(5n)), data: { data: '0x', size: 32 } }
  const short = log(name, [word(ada), word(grace)], '0x05')
  const unread = flowsOf(plain, cut as SimulatedLog, short).unread
  expect(unread).toEqual(Array(3).fill({ step: 1, token, name: 'Transfer' }))
  expect(flowsOf(log('Paid(address,uint256)', [word(ada)], word(5n))).unread).toEqual([])
})

test('behavior: ether goes where calls carry it, unless they are undone', () => {
  const { moves } = assetFlows([
    {
      logs: [],
      transfers: etherTransfers([
        frame({ value: 5n }),
        frame({ value: 6n, undone: true }),
        frame({ value: 0n }),
        frame({ kind: 'DELEGATECALL', value: 7n }),
        frame({ kind: 'SELFDESTRUCT', value: 8n }),
      ]),
    },
  ])
  expect(moves).toEqual([
    { step: 0, kind: 'ether', from: ada, to: grace, amount: 5n },
    { step: 0, kind: 'ether', from: ada, to: grace, amount: 8n },
  ])
})

test('behavior: balances that do not follow from the calls are told', () => {
  const flows = assetFlows([{ logs: [], transfers: etherTransfers([frame({ value: 5n })]) }])
  const account = (address: Address, before: bigint, after: bigint) => ({
    address,
    balance: { before, after },
    storage: [],
  })
  const diff = (...contracts: ReturnType<typeof account>[]) => ({ contracts, undecoded: 0 })
  expect(etherMismatches(diff(account(ada, 9n, 4n), account(grace, 0n, 5n)), flows)).toEqual([])
  expect(etherMismatches(diff(account(ada, 9n, 4n), account(grace, 0n, 2n)), flows)).toEqual([
    `The balance of ${grace.toLowerCase()} and the calls that carried ether differ by 3 wei.`,
  ])
  expect(etherMismatches(diff(), flows)).toHaveLength(2)
  const much = 1_250_000n * 10n ** 18n
  expect(
    etherMismatches(diff(account(ada, 0n, much), account(grace, 0n, 0n)), { ...flows, moves: [] }),
  ).toEqual([
    `The balance of ${ada.toLowerCase()} and the calls that carried ether differ by 1,250,000 ETH.`,
  ])
})
