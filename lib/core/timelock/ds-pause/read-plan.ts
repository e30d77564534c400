import { keccak256, zeroHash } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { readBool } from '@/lib/core/timelock/kind/read-answer'
import { standingWhereHeld } from '@/lib/core/timelock/kind/standing-where-held'
import type { Answer, ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * Where a plan stands by `plans` and by the code at its target: with other code than was plotted, nobody can execute it.
 *
 * @param parameters.codes The code at the target; undefined where it could not be read.
 */
export function readPlan({
  operation,
  answers,
  codes,
  now,
}: {
  operation: QueuedOperation
  answers: readonly Answer[]
  codes?: readonly Answer[] | undefined
  now: bigint
}): Known<ChainStanding> {
  const held = readBool(answers[0])
  if (held === undefined) return { known: false, reason: 'The timelock does not answer plans.' }
  const value = standingWhereHeld({ operation, held, now })
  if (!held || value.incident !== undefined) return { known: true, value }
  const code = codes?.[0]
  if (code === undefined) {
    // While it waits its code decides nothing yet.
    if (value.standing === 'waiting') return { known: true, value }
    return { known: false, reason: 'The code that the plan is bound to could not be read.' }
  }
  const incident = incidentOfCode(code, operation.calls[0]?.codeHash)
  if (incident === undefined) return { known: true, value }
  const { text, refused } = incident
  const standing = value.standing === 'ready' && refused ? 'blocked' : value.standing
  return { known: true, value: { ...value, standing, ...(refused && { refused }), incident: text } }
}

const emptyHash = keccak256('0x')

function incidentOfCode(code: `0x${string}`, bound: `0x${string}` | undefined) {
  const hash = keccak256(code)
  if (code === '0x' && (bound === emptyHash || bound === zeroHash)) {
    return { refused: false, text: 'It is bound to an account without code: nothing would be run.' }
  }
  if (hash === bound) return undefined
  const text = `The code at its target has the hash ${hash}, not the plotted ${bound}: it is refused.`
  return { refused: true, text }
}
