import { type Hash, isAddressEqual, zeroHash } from 'viem'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { embeddedSalts, wordSalts } from '@/lib/core/timelock/embedded-salts'
import { governorSalts } from '@/lib/core/timelock/governor-salts'
import { type ProvenSalt, type SaltedSubject, saltProver } from '@/lib/core/timelock/prove-salt'

/** `queue` and `execute` of a Governor end with the hash of the description, from which it makes the salt. */
const governorSignatures = new Set([
  'queue(address[],uint256[],bytes[],bytes32)',
  'execute(address[],uint256[],bytes[],bytes32)',
])

/** Bytes that are hashed to prove candidates, well below a second; whoever makes the calldata chooses how many there are. */
const mostHashedBytes = 6_000_000

/**
 * Finds the salt of an operation in the transaction that scheduled or executed it: timelocks before 4.9 never tell it
 * in an event. Safe, MultiSend, Multicall3 and Governor wrappings are opened; of other forwarders the calldata is
 * searched for the bytes of a call to a timelock, and then word by word. What is found is proven by the id.
 *
 * @param call A call of the transaction: its own `to`, `value` and `input`, or one from a trace of it.
 * @returns undefined where the call does not show it: a contract made up the salt, and only a trace can tell.
 */
export function recoverSalt(
  operation: SaltedSubject & { readonly timelock: ChainAddress },
  call: Call,
): ProvenSalt | undefined {
  const { cost, prove } = saltProver(operation)
  let left = mostHashedBytes
  for (const salt of saltCandidates(operation, call)) {
    const proven = prove(salt)
    if (proven) return proven
    left -= cost
    if (left < 0) return undefined
  }
  return undefined
}

type Subject = Parameters<typeof recoverSalt>[0]

/** From the likely to the far-fetched. */
function* saltCandidates(operation: Subject, call: Call): Generator<Hash> {
  yield* decodedSalts(operation, decodeCall({ call }))
  yield* embeddedSalts(call.data, operation.predecessor ?? zeroHash)
  yield* wordSalts(call.data)
}

function* decodedSalts(operation: Subject, decoded: DecodedCall): Generator<Hash> {
  if (isAddressEqual(decoded.call.target, operation.timelock.address)) {
    const call = decodeTimelockCall(decoded.call.data)
    if (call && call.kind !== 'cancel') yield call.content.salt
  }
  if (decoded.signature && governorSignatures.has(decoded.signature)) {
    yield* governorSalts(decoded.call.target, decoded.args?.at(-1)?.value as Hash)
  }
  for (const { call } of decoded.children) yield* decodedSalts(operation, call)
}
