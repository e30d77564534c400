import type {
  ContractModel,
  FunctionModel,
  OutgoingCall,
  TargetOrigin,
} from '@/lib/core/source/contract-model'
import { authorityGuards, isWriter, keepsOut } from './caller-authority'

/** Conditions that say something of an address without choosing it, or are the very call. */
const noChoice =
  /address\(0\)|code\.length|isContract|supportsInterface|succeeds|balance|delegatecall|staticcall|\bcall ?\(|functionCall/i

/** Whether whoever calls can name the address: it is a parameter, or the caller itself. */
export function isChosen(origin: TargetOrigin): boolean {
  return origin === 'parameter' || origin === 'caller'
}

/**
 * Whether a guard chooses among the addresses that an expression can stand for: a list that it has to be on, or a value
 * that it has to equal.
 */
export function isListed({ guards, parameters }: FunctionModel, expression: string): boolean {
  const address = unwrap(expression)
  return guards
    .flatMap((guard) => guard.split(' || '))
    .filter((condition) => !noChoice.test(condition) && !keepsOut.test(condition))
    .some((condition) => chooses(condition, address, parameters))
}

/** `listed[address]`, `isListed(address)`, `listed == address`; not `Type(address).asksItself()`, nor `given == address`. */
function chooses(condition: string, address: string, parameters: readonly string[]): boolean {
  const asked = [...condition.matchAll(/(?<![\w$])[a-z_$][\w$]*\(([^()]*)\)/g)]
  return (
    condition.includes(`[${address}]`) ||
    asked.some(([, given = '']) => given.split(', ').includes(address)) ||
    isEqualled(condition.split(' == ').map(unwrap), address, parameters)
  )
}

/** By something that whoever calls does not give too. */
function isEqualled(
  sides: readonly string[],
  address: string,
  parameters: readonly string[],
): boolean {
  const others = sides.filter((side) => side !== address)
  const [root = ''] = others[0]?.match(/[\w$]+/) ?? []
  const isGiven =
    parameters.includes(root) || /^(msg\.sender|_msgSender\(\)|tx\.origin)$/.test(others[0] ?? '')
  return others.length === 1 && others.length < sides.length && !isGiven
}

/** `IERC20(payable(target))` → `target`. */
export function unwrap(expression: string): string {
  const inner = /^(?:[A-Z][\w$.]*|payable|address)\((.*)\)$/.exec(expression)?.[1]
  return inner === undefined || inner.includes(',') ? expression : unwrap(inner)
}

/** A call that a function makes for whoever calls, without asking who that is. */
export type UnguardedCall = { readonly by: FunctionModel; readonly call: OutgoingCall }

/** The calls of a contract that any caller can bring about. Those of initializers are made once, by who sets it up. */
export function unguardedCalls({ functions, initializers }: ContractModel): UnguardedCall[] {
  return functions
    .filter(isWriter)
    .filter(({ selector }) => !initializers.some((one) => one.selector === selector))
    .filter((one) => authorityGuards(one).length === 0)
    .flatMap((by) => by.outgoing.map((call) => ({ by, call })))
}
