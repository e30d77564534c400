import {
  type Abi,
  type Address,
  type Hash,
  isAddressEqual,
  toEventSelector,
  toEventSignature,
} from 'viem'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { visibleText } from '@/lib/core/chain/visible-text'
import { type Allowance, type AssetMove, assetFlows } from './asset-flows'
import type { CallFrame, SimulatedLog } from './call-frame'
import type { Effect, EffectEnding, EffectKinds, EffectSource, Effects } from './effects'
import { type CountedCall, executionFrames } from './execution-frames'
import type { ExecutedTransaction, Simulation } from './simulation'
import type { ContractChanges, SlotChange, VariableChange } from './state-diff'

export type EffectsOfParameters = {
  /** As it was simulated, or put into the same form from what really happened. */
  readonly walked: Pick<Simulation, 'steps' | 'diff'>
  readonly source: EffectSource
  readonly at: Effects['at']
  /** What surrounds it is left out: a Safe that executes, a batch around it. */
  readonly counted?: CountedCall | undefined
  /** Names of events. */
  readonly abis?: Readonly<Record<Address, Abi>> | undefined
}

/** What a node's silence about calls leaves open. */
const withoutCalls: EffectKinds = ['ether', 'creation']
const ofState: EffectKinds = ['write', 'balance', 'nonce', 'code']

/**
 * What the execution of a patch does, apart from what leads to it: approvals, the schedule, whoever sends it and pays for
 * it. State is that of the contracts which the execution calls into.
 */
export function effectsOf(parameters: EffectsOfParameters): Effects {
  const { walked, source, at, counted, abis } = parameters
  const executing = walked.steps.filter(({ kind }) => kind === 'execute')
  const steps = executing.length > 0 ? executing : walked.steps
  const transactions = steps.flatMap(({ outcome }) =>
    'transaction' in outcome && outcome.transaction ? [outcome.transaction] : [],
  )
  const frames = transactions.map((one) => innerFrames(one, counted))
  const blind = transactions.find((one) => !one.frames.known)
  const seen = blind ? undefined : frames.flat()
  const within = seen && touchedBy(seen)
  const names = eventNames(abis ?? {})
  const logs = transactions
    .flatMap((one) => one.logs)
    .filter((log) => isIn(within, log.address) && !isOfSignatures(log, counted))
  const { diff } = walked
  return {
    source,
    at,
    ending: endingOf(walked),
    effects: [
      ...(diff.known ? diff.value.contracts : [])
        .filter(({ address }) => isIn(within, address))
        .flatMap(stateEffects),
      ...(seen ? etherEffects(seen) : []),
      ...logs.flatMap((log) => logEffects(log, names)),
      ...(seen ? creations(seen) : []),
    ],
    unseen: [
      ...(diff.known ? [] : [{ kinds: ofState, reason: diff.reason }]),
      ...(blind && !blind.frames.known
        ? [{ kinds: withoutCalls, reason: blind.frames.reason }]
        : []),
    ],
  }
}

function innerFrames({ frames }: ExecutedTransaction, counted: CountedCall | undefined) {
  return frames.known ? executionFrames(frames.value, counted) : []
}

const safeTransactionTopic = toEventSelector(
  'SafeMultiSigTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes,bytes)',
)

/** An L2 Safe tells who signed and who sent: neither is what it does. */
function isOfSignatures({ address, topics }: SimulatedLog, counted: CountedCall | undefined) {
  const isSafe = counted?.by === 'execTransaction' && isAddressEqual(address, counted.to)
  return isSafe && topics[0] === safeTransactionTopic
}

/** Whoever calls is not part of it. */
function touchedBy(frames: readonly CallFrame[]): ReadonlySet<string> {
  const touched = frames.flatMap(({ context, to }) => [context, to].flatMap((one) => one ?? []))
  return new Set(touched.map((address) => address.toLowerCase()))
}

function isIn(touched: ReadonlySet<string> | undefined, address: Address): boolean {
  return touched?.has(address.toLowerCase()) ?? true
}

function endingOf({ steps, diff }: EffectsOfParameters['walked']): EffectEnding {
  if (steps.length === 0) {
    return { status: 'unknown', reason: diff.known ? 'nothing was run' : diff.reason }
  }
  for (const { title, outcome } of steps) {
    if (outcome.status === 'unknown') return { status: 'unknown', reason: outcome.reason }
    if (outcome.status === 'reverted') {
      const { failure } = outcome
      const said = [failure.message, failure.cause?.message].flatMap((one) => one ?? []).join(' ')
      return { status: 'reverted', reason: visibleText(`${title}: ${said}`, { maxLength: 400 }) }
    }
  }
  return { status: 'done' }
}

function stateEffects(changes: ContractChanges): Effect[] {
  const { address: contract, balance, nonce, codeHash, storage } = changes
  const account = { contract, place: '' }
  return [
    ...(codeHash
      ? [
          {
            ...account,
            kind: 'code' as const,
            name: 'code',
            before: hashText(codeHash.before),
            after: hashText(codeHash.after),
          },
        ]
      : []),
    ...(balance
      ? [{ ...account, kind: 'balance' as const, name: 'balance', ...sides(balance, String) }]
      : []),
    ...(nonce
      ? [{ ...account, kind: 'nonce' as const, name: 'nonce', ...sides(nonce, String) }]
      : []),
    ...storage.filter(({ before, after }) => before !== after).map((slot) => write(contract, slot)),
  ]
}

function sides<T>({ before, after }: { before: T; after: T }, text: (value: T) => string) {
  return { before: text(before), after: text(after) }
}

function hashText(hash: Hash | undefined): string {
  return hash ?? 'none'
}

function write(contract: Address, { slot, before, after, variables }: SlotChange): Effect {
  const read = variables.map(readVariable)
  const name = read.length > 0 ? read.map(({ path }) => path).join(', ') : `slot ${slot}`
  const told = read.length > 0 ? { variables: read } : {}
  return { kind: 'write', contract, place: slot, name, before, after, ...told }
}

function readVariable({ path, type, before, after }: VariableChange) {
  return { path, type, before: before?.text, after: after?.text }
}

/** The value that the first call itself carries comes from whoever executes. */
function etherEffects(frames: readonly CallFrame[]): Effect[] {
  return frames.flatMap(({ kind, from, to, value, undone }, index): Effect[] =>
    index === 0 || undone || value === 0n || !to || kind === 'DELEGATECALL'
      ? []
      : [{ kind: 'ether', contract: from, place: `${from} → ${to}`, name: '', after: `${value}` }],
  )
}

function creations(frames: readonly CallFrame[]): Effect[] {
  return frames.flatMap(({ kind, from, to, undone }): Effect[] =>
    kind.startsWith('CREATE') && to && !undone
      ? [{ kind: 'creation', contract: from, place: '', name: '', after: to }]
      : [],
  )
}

function logEffects(log: SimulatedLog, names: ReadonlyMap<Hash, string>): Effect[] {
  const { moves, allowances } = assetFlows([{ transfers: [], logs: [log] }])
  const standard = [...moves.flatMap(transferEffect), ...allowances.map(allowanceEffect)]
  if (standard.length > 0) return standard
  const [topic = 'no topic', ...topics] = log.topics
  const { data, size } = log.data
  const cut = data.length === 2 + size * 2 ? '' : ` (${size} bytes)`
  return [
    {
      kind: 'event',
      contract: log.address,
      place: topic,
      name: names.get(topic as Hash) ?? '',
      after: [...topics, `${data}${cut}`].join(' '),
    },
  ]
}

function transferEffect(move: AssetMove): Effect[] {
  if (move.kind === 'ether') return []
  const { kind, token, from, to } = move
  const of = kind === 'erc20' ? '' : ` #${move.id}`
  const after = kind === 'erc721' ? '1' : String(move.amount)
  return [{ kind: 'transfer', contract: token, place: `${from} → ${to}${of}`, name: '', after }]
}

function allowanceEffect(allowance: Allowance): Effect {
  const { token, owner, spender, kind } = allowance
  const [of, after] =
    kind === 'amount'
      ? ['', String(allowance.amount)]
      : kind === 'token'
        ? [` #${allowance.id}`, 'allowed']
        : [' all', allowance.approved ? 'allowed' : 'not allowed']
  return {
    kind: 'allowance',
    contract: token,
    place: `${owner} → ${spender}${of}`,
    name: '',
    after,
  }
}

function eventNames(abis: Readonly<Record<Address, Abi>>): ReadonlyMap<Hash, string> {
  const events = [timelockAbi, safeAbi, ...Object.values(abis)]
    .flat()
    .flatMap((item) => (item.type === 'event' ? [item] : []))
  return new Map(
    events.map((event) => [
      toEventSelector(event),
      visibleText(toEventSignature(event), { maxLength: 200 }),
    ]),
  )
}
