import { type Address, isAddressEqual, zeroAddress } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'

/** What a plain call of the patch says that it moves. Of ether the token is undefined. */
export type DeclaredMove = {
  readonly path: string
  readonly token: Address | undefined
  /** Undefined for whoever makes the calls. */
  readonly from: Address | undefined
  readonly to: Address
  readonly amount: bigint
}

/** What calls named `transfer` and `transferFrom`, and ether that goes along, declare by themselves. */
export function declaredMoves(calls: readonly DecodedCall[]): DeclaredMove[] {
  return walkCalls(calls).flatMap(({ path, call }) => {
    const { target, value } = call.call
    const ether = { path, token: undefined, from: undefined, to: target, amount: value }
    const token = tokenMove(path, call)
    return [...(value > 0n ? [ether] : []), ...(token ? [token] : [])]
  })
}

function tokenMove(path: string, { signature, args, call }: DecodedCall): DeclaredMove | undefined {
  const values = (args ?? []).map(({ value }) => value)
  const move = (from: unknown, to: unknown, amount: unknown): DeclaredMove => ({
    path,
    token: call.target,
    from: from as Address | undefined,
    to: to as Address,
    amount: BigInt(amount as bigint),
  })
  if (signature === 'transfer(address,uint256)') return move(undefined, values[0], values[1])
  if (signature === 'transferFrom(address,address,uint256)') {
    return move(values[0], values[1], values[2])
  }
  return undefined
}

export type DeclaredDelta = {
  readonly token: Address | undefined
  readonly holder: Address
  /** Accounts that may make the calls. */
  readonly callers: readonly Address[]
}

/** What the calls say that an account gains by them, less what it gives. Undefined where they say nothing of it. */
export function declaredDelta(
  moves: readonly DeclaredMove[],
  { token, holder, callers }: DeclaredDelta,
): bigint | undefined {
  const isSame = (one: Address | undefined) =>
    isAddressEqual(one ?? zeroAddress, token ?? zeroAddress)
  const own = moves.filter((move) => isSame(move.token))
  const isCaller = callers.some((one) => isAddressEqual(one, holder))
  const gives = own.filter(({ from }) => (from ? isAddressEqual(from, holder) : isCaller))
  const gains = own.filter(({ to }) => isAddressEqual(to, holder))
  if (gives.length + gains.length === 0) return undefined
  const sum = (some: readonly DeclaredMove[]) => some.reduce((all, { amount }) => all + amount, 0n)
  return sum(gains) - sum(gives)
}
