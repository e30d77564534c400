import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'
import { authorityGuards, isWriter } from './caller-authority'

/** A word or a part of it that belongs to the privileged, and how that is known. */
export type PrivilegedPlace = (path: string) => string | undefined

/** Names that say it of themselves. They can only accuse: what has another name is judged by who may write it. */
const telling =
  /owner|admin|govern|guardian|authorit|authoriz|wards|manager|executor|proposer|relayer|privileg|permission|minter|pauser|operator|keeper|controller|role|implementation|beacon|proxy|initialized|paused|oracle|whitelist|allowlist|trusted|signer|bridge|feeRecipient|treasury/i

/** Namespaces of OpenZeppelin that hold nothing but power. */
const powerful =
  /^openzeppelin\.storage\.(AccessControl|Ownable|Ownable2Step|Initializable|Pausable|AccessManaged|Governor)\./

const standardNames = new Set(['implementation', 'admin', 'beacon'])

/**
 * Tells what of a contract's storage belongs to the privileged: the standard places, what the old code lets only chosen
 * callers write, and what bears such a name.
 *
 * @param model - of the old code. Undefined where its sources do not tell.
 */
export function privilegedPlaces(model: ContractModel | undefined): PrivilegedPlace {
  const guarded = model ? guardedVariables(model) : new Set<string>()
  return (path) => {
    if (powerful.test(path)) return 'a place of OpenZeppelin for power'
    const name = variableIn(path, model)
    if (standardNames.has(path)) return 'EIP-1967'
    if (guarded.has(name)) return 'only chosen callers could write it'
    return telling.test(lastName(name)) ? 'by its name' : undefined
  }
}

/** Variables that somebody writes, and everybody who does is chosen or runs once. */
function guardedVariables({ functions, initializers }: ContractModel): Set<string> {
  const once = new Set(initializers.map(({ selector }) => selector))
  const writers = functions.filter(
    (one) => isWriter(one) && !(one.selector && once.has(one.selector)),
  )
  const isOpen = (one: FunctionModel) => authorityGuards(one).length === 0
  const open = new Set(writers.filter(isOpen).flatMap(({ writes }) => writes))
  const all = writers.filter((one) => !isOpen(one)).flatMap(({ writes }) => writes)
  return new Set(all.filter((name) => !open.has(name)))
}

/** `balances[0x…].since` is of `balances`; what lies in a namespace is named by its struct, as models name it. */
function variableIn(path: string, model: ContractModel | undefined): string {
  const space = model?.namespaces.find(({ id }) => path.startsWith(`${id}.`))
  const rest = space ? path.slice(space.id.length + 1) : path
  const [root = ''] = rest.split(/[.[,]/)
  return space ? `${space.struct}.${root}` : root
}

function lastName(name: string): string {
  return name.split('.').at(-1) ?? name
}
