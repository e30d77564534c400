import { type Address, isAddress, isAddressEqual, zeroAddress } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'
import type { Principal } from './read-guard'

/** The addresses that a principal stands for: none, one, or the members of a role. */
export type Holders = Known<readonly Address[]>

/**
 * Whom a principal stands for once these calls, all of them to the proxy, have run: told by which of them write what it
 * is read from, as the sources say.
 *
 * @param role The id of the role, where the principal is one.
 */
export function holderAfter(
  before: Holders,
  {
    principal,
    role,
    calls,
    models,
  }: {
    principal: Principal
    role: string | undefined
    calls: readonly DecodedCall[]
    models: readonly ContractModel[]
  },
): Holders {
  return calls.reduce<Holders>((now, call) => {
    const written = functionOf(call, models)
    if (!written) return call.call.data === '0x' ? now : unread(call)
    const name = principal.kind === 'variable' ? principal.name : '_roles'
    const isWritten = written.writes.some((one) => one === name || one.endsWith(`.${name}`))
    if (!isWritten) return written.unread.length > 0 ? unread(call) : now
    return principal.kind === 'role' ? membersAfter(now, call, role) : namedBy(call)
  }, before)
}

/** What was called, told by the selector: names are anybody's. */
function functionOf(
  { call: { data } }: DecodedCall,
  models: readonly ContractModel[],
): FunctionModel | undefined {
  const selector = data.slice(0, 10).toLowerCase()
  // The new code comes last, and answers what comes with it.
  return models
    .flatMap(({ functions }) => functions)
    .findLast((one) => one.selector?.toLowerCase() === selector)
}

function unread({ signature, call: { data } }: DecodedCall): Holders {
  const what = signature ?? data.slice(0, 10)
  return {
    known: false,
    reason: `the patch calls ${what}, of which it is not known what it writes`,
  }
}

/** The new holder, where a function that writes it takes one address and nothing else. */
function namedBy({ name = '', signature, args = [] }: DecodedCall): Holders {
  if (name === 'renounceOwnership') return { known: true, value: [] }
  const [only, ...others] = args
  const given = String(only?.value)
  if (only?.type === 'address' && others.length === 0 && isAddress(given)) {
    return { known: true, value: isAddressEqual(given, zeroAddress) ? [] : [given] }
  }
  return { known: false, reason: `the patch calls ${signature ?? name}, which writes it` }
}

function membersAfter(
  now: Holders,
  { name, args = [], signature }: DecodedCall,
  role: string | undefined,
): Holders {
  const [id, account] = args.map(({ value }) => String(value))
  if (!/^(grant|revoke|renounce)Role$/.test(name ?? '') || !account || !isAddress(account)) {
    return { known: false, reason: `the patch calls ${signature}, which writes roles` }
  }
  if (id !== role || !now.known) return now
  const others = now.value.filter((one) => !isAddressEqual(one, account))
  return { known: true, value: name === 'grantRole' ? [...others, account] : others }
}
