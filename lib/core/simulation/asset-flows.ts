import { type Address, decodeEventLog, type Hash, parseAbi, zeroAddress } from 'viem'
import type { SimulatedLog } from './call-frame'
import type { EtherTransfer } from './ether-transfers'

/** What a step of the path moved; `step` is its place in the path. */
export type AssetMove = {
  readonly step: number
  readonly from: Address
  readonly to: Address
} & (
  | { readonly kind: 'ether'; readonly amount: bigint }
  | { readonly kind: 'erc20'; readonly token: Address; readonly amount: bigint }
  | { readonly kind: 'erc721'; readonly token: Address; readonly id: bigint }
  | {
      readonly kind: 'erc1155'
      readonly token: Address
      readonly id: bigint
      readonly amount: bigint
    }
)

/** Who may from then on take what. */
export type Allowance = {
  readonly step: number
  readonly token: Address
  readonly owner: Address
  readonly spender: Address
} & (
  | { readonly kind: 'amount'; readonly amount: bigint }
  | { readonly kind: 'token'; readonly id: bigint }
  | { readonly kind: 'all'; readonly approved: boolean }
)

/** An event that has the name of a standard one and not its form. */
export type UnreadEvent = { readonly step: number; readonly token: Address; readonly name: string }

export type AssetFlows = {
  readonly moves: readonly AssetMove[]
  readonly allowances: readonly Allowance[]
  readonly unread: readonly UnreadEvent[]
}

/**
 * What changed hands: ether by the calls that carried it, tokens by the events of their standards. An event is its
 * contract's own word: one that lies about its transfers is not seen through here.
 *
 * @param steps What each step of the path did; of a failed one nothing.
 */
export function assetFlows(
  steps: readonly {
    readonly transfers: readonly EtherTransfer[]
    readonly logs: readonly SimulatedLog[]
  }[],
): AssetFlows {
  const read = steps.flatMap(({ logs }, step) => logs.map((log) => readLog(log, step)))
  const ether = steps.flatMap(({ transfers }, step) =>
    transfers.map((transfer): AssetMove => ({ step, kind: 'ether', ...transfer })),
  )
  return {
    moves: [...ether, ...read.flatMap(({ moves = [] }) => moves)],
    allowances: read.flatMap(({ allowance }) => allowance ?? []),
    unread: read.flatMap(({ unread }) => unread ?? []),
  }
}

/** By how many of their parameters are indexed: ERC-20 and ERC-721 share names and selectors. */
const forms = [
  parseAbi([
    'event Transfer(address indexed from, address indexed to, uint256 amount)',
    'event Approval(address indexed owner, address indexed spender, uint256 amount)',
    'event ApprovalForAll(address indexed owner, address indexed operator, bool approved)',
  ]),
  parseAbi([
    'event Transfer(address indexed from, address indexed to, uint256 indexed id)',
    'event Approval(address indexed owner, address indexed spender, uint256 indexed id)',
    'event TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 amount)',
    'event TransferBatch(address indexed operator, address indexed from, address indexed to, uint256[] ids, uint256[] amounts)',
  ]),
  // WETH makes and burns without a Transfer.
  parseAbi([
    'event Deposit(address indexed to, uint256 amount)',
    'event Withdrawal(address indexed from, uint256 amount)',
  ]),
] as const

const names: ReadonlyMap<Hash, string> = new Map([
  ['0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef', 'Transfer'],
  ['0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925', 'Approval'],
  ['0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31', 'ApprovalForAll'],
  ['0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62', 'TransferSingle'],
  ['0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb', 'TransferBatch'],
])

/** What WETH emits: found by their form alone, others name events like that. */
const wethTopics: ReadonlySet<Hash> = new Set([
  '0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c',
  '0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65',
])

type ReadLog = {
  readonly moves?: readonly AssetMove[] | undefined
  readonly allowance?: Allowance | undefined
  readonly unread?: UnreadEvent | undefined
}

function readLog(log: SimulatedLog, step: number): ReadLog {
  const name = log.topics[0] && names.get(log.topics[0])
  const event = decode(log)
  if (!event) return name ? { unread: { step, token: log.address, name } } : {}
  const token = log.address
  const move = { step, token }
  switch (event.eventName) {
    case 'Transfer': {
      const { from, to } = event.args
      return 'id' in event.args
        ? { moves: [{ ...move, kind: 'erc721', from, to, id: event.args.id }] }
        : { moves: [{ ...move, kind: 'erc20', from, to, amount: event.args.amount }] }
    }
    case 'Deposit': {
      const { to, amount } = event.args
      return { moves: [{ ...move, kind: 'erc20', from: zeroAddress, to, amount }] }
    }
    case 'Withdrawal': {
      const { from, amount } = event.args
      return { moves: [{ ...move, kind: 'erc20', from, to: zeroAddress, amount }] }
    }
    case 'TransferSingle': {
      const { from, to, id, amount } = event.args
      return { moves: [{ ...move, kind: 'erc1155', from, to, id, amount }] }
    }
    case 'TransferBatch': {
      const { from, to, ids, amounts } = event.args
      if (ids.length !== amounts.length) return { unread: { ...move, name: 'TransferBatch' } }
      const one = (id: bigint, index: number) =>
        ({ ...move, kind: 'erc1155', from, to, id, amount: amounts[index] ?? 0n }) as const
      return { moves: ids.map(one) }
    }
    case 'Approval': {
      const { owner, spender } = event.args
      return 'id' in event.args
        ? { allowance: { ...move, kind: 'token', owner, spender, id: event.args.id } }
        : { allowance: { ...move, kind: 'amount', owner, spender, amount: event.args.amount } }
    }
    case 'ApprovalForAll': {
      const { owner, operator, approved } = event.args
      return { allowance: { ...move, kind: 'all', owner, spender: operator, approved } }
    }
  }
}

/** Nothing of an event that was cut off. */
function decode({ topics, data }: SimulatedLog) {
  const [name] = topics
  // Looking for an event of an ABI takes a hash of each of its events.
  if (!name || !(names.has(name) || wethTopics.has(name))) return undefined
  if (data.data.length !== 2 + data.size * 2) return undefined
  const [fewer, more, weth] = forms
  const log = { topics: [...topics] as [Hash, ...Hash[]], data: data.data, strict: true } as const
  try {
    if (topics.length === 4) return decodeEventLog({ ...log, abi: more })
    if (topics.length === 3) return decodeEventLog({ ...log, abi: fewer })
    return topics.length === 2 ? decodeEventLog({ ...log, abi: weth }) : undefined
  } catch {
    return undefined
  }
}
