import { type Address, getAddress, isAddress, zeroAddress } from 'viem'
import type { DecodedArgument, DecodedCall } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import type { CheckFactValues, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import { keysOfPath } from '@/lib/core/simulation/path-keys'
import type { DeclaredWrite } from '@/lib/core/simulation/read-expectations'
import type { VariableChange } from '@/lib/core/simulation/state-diff'

/** A variable that a simulation saw written, with whose it is. */
export type WrittenVariable = { readonly of: Address; readonly variable: VariableChange }

export type Declared = Pick<CheckFactValues, 'simulation' | 'upgrades'> &
  Partial<Pick<CheckFactValues, 'calls' | 'safe' | 'timelock' | 'declared writes'>>

/**
 * What a write is by its nature, where the calls of the patch say so themselves: the bookkeeping of Safe and timelock, the
 * new code, the version of an initializer, and what a function is plainly named after. All else nobody declared.
 *
 * @returns undefined where nothing implies it.
 */
export function impliedWrite(write: WrittenVariable, declared: Declared): string | undefined {
  return (
    ofGovernance(write, declared) ??
    ofUpgrade(write, declared.upgrades) ??
    ofCalls(write, declared.calls ?? []) ??
    ofConfiguration(write, declared['declared writes'] ?? [])
  )
}

function ofConfiguration(
  { of, variable }: WrittenVariable,
  writes: readonly DeclaredWrite[],
): string | undefined {
  const own = writes.find(
    ({ contract, path }) =>
      contract.toLowerCase() === of.toLowerCase() && isPathOf(path, variable.path),
  )
  return own && `the configuration declares ${own.path}`
}

/** `*` is any key, `.*` any member, and alone everything. */
function isPathOf(pattern: string, path: string): boolean {
  if (pattern === '*') return true
  const open = pattern.endsWith('.*')
  const exact = (open ? pattern.slice(0, -2) : pattern)
    .split('[*]')
    .map((part) => part.replace(/[$.[\]]/g, '\\$&'))
    .join('\\[[^\\]]*\\]')
  return new RegExp(`^${exact}${open ? '([.[].*)?' : ''}$`, 'i').test(path)
}

function ofGovernance(
  { of, variable }: WrittenVariable,
  { safe, timelock, simulation }: Declared,
): string | undefined {
  const is = (one: Address | undefined) => one?.toLowerCase() === of.toLowerCase()
  if (is(safe?.safe.address) && variable.path === 'nonce') return 'the Safe counts its transactions'
  const { operationId } = simulation
  const isMark = operationId && variable.path.toLowerCase() === `_timestamps[${operationId}]`
  return is(timelock?.timelock.address) && isMark ? 'the timelock marks the operation' : undefined
}

function ofUpgrade(
  { of, variable: { path, before, after } }: WrittenVariable,
  upgrades: readonly ReviewedUpgrade[],
): string | undefined {
  const name = lastName(path)
  const brings = upgrades.some(({ to }) => to.toLowerCase() === after?.text.toLowerCase())
  if (name === 'implementation' && brings) return 'the new code'
  const own = upgrades.filter(({ proxies }) =>
    proxies.some((proxy) => proxy.toLowerCase() === of.toLowerCase()),
  )
  const migrates = own.some(({ migration }) => migration !== '0x')
  const rises = isNumber(before?.text) && isNumber(after?.text)
  return name === 'initialized' && migrates && rises && BigInt(before.text) < BigInt(after.text)
    ? 'the migration counts its version'
    : undefined
}

function isNumber(text: string | undefined): text is string {
  return /^\d{1,78}$/.test(text ?? '')
}

/** `_borrowCap` is `borrowcap`; of `openzeppelin.storage.Ownable._owner` it is `owner`, of a mapping what leads to it. */
function lastName(path: string): string {
  const [outer = ''] = path.split('[')
  return (outer.split('.').at(-1) ?? '').replaceAll('_', '').toLowerCase()
}

function ofCalls(write: WrittenVariable, calls: readonly DecodedCall[]): string | undefined {
  const own = walkCalls(calls).find(
    ({ call }) =>
      call.operation === 'call' &&
      call.call.target.toLowerCase() === write.of.toLowerCase() &&
      states(call, write.variable),
  )
  return own && `${own.path} says so: ${own.call.signature}`
}

type PlainName = {
  /** What the last name of the variable is. */
  readonly names: RegExp
  /** Arguments that must be among its keys, by their position. */
  readonly keys?: readonly number[]
  /** What has to stand there afterwards: the argument at this position, or this text. Whatever it is, where neither is given. */
  readonly value?: number | string
}

/** What functions of these names write. */
const plainNames: Readonly<Record<string, PlainName>> = {
  pause: { names: /^paused$/, value: 'true' },
  unpause: { names: /^paused$/, value: 'false' },
  transferOwnership: { names: /^(pending)?owner$/, value: 0 },
  acceptOwnership: { names: /^(pending)?owner$/ },
  renounceOwnership: { names: /^(pending)?owner$/, value: zeroAddress },
  grantRole: { names: /^roles$/, keys: [0, 1], value: 'true' },
  revokeRole: { names: /^roles$/, keys: [0, 1], value: 'false' },
  updateDelay: { names: /^mindelay$/, value: 0 },
  approve: { names: /^allowances?$/, keys: [0], value: 1 },
  transfer: { names: /^balances?(of)?$/ },
}

function states(call: DecodedCall, variable: VariableChange): boolean {
  const { name = '', args = [] } = call
  if (Object.hasOwn(plainNames, name)) return statesPlainly(call, variable)
  const [, set] = /^(?:set|update)(\w+)$/.exec(name) ?? []
  const isNamed = set?.replaceAll('_', '').toLowerCase() === lastName(variable.path)
  const keys = args.slice(0, -1).map(textOf)
  return (
    isNamed &&
    variable.after?.text === textOf(args.at(-1)) &&
    keys.join('\n') === keysOfPath(variable.path).join('\n')
  )
}

function statesPlainly({ name = '', args = [] }: DecodedCall, variable: VariableChange): boolean {
  const { path, after } = variable
  const plain = plainNames[name]
  if (!plain?.names.test(lastName(path))) return false
  const found = keysOfPath(path)
  const wanted = (plain.keys ?? []).map((at) => textOf(args[at]))
  const value = typeof plain.value === 'number' ? textOf(args[plain.value]) : plain.value
  const isValue = plain.value === undefined || after?.text === value
  return isValue && wanted.every((key) => key !== undefined && found.includes(key))
}

/** A plain value as a decoded word of storage has it. */
export function textOf(argument: DecodedArgument | undefined): string | undefined {
  const { value, type = '' } = argument ?? {}
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value)
  }
  if (typeof value !== 'string') return undefined
  return type === 'address' && isAddress(value) ? getAddress(value) : value
}
