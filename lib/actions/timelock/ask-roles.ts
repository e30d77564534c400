import { isAddressEqual, zeroAddress } from 'viem'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { askContract } from '@/lib/adapters/rpc/ask-contract'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { readTimelockLogs } from '@/lib/adapters/store/read-timelock-logs'
import { saveAskedRoles } from '@/lib/adapters/store/save-asked-roles'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { readAddress } from '@/lib/core/timelock/kind/read-answer'
import { type AskedClaim, roleClaims } from '@/lib/core/timelock/kind/role-claim'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'

export type AskRolesParameters = {
  readonly timelock: ChainAddress
  /** What changes without an event is seen after so many blocks. */
  readonly everyBlocks: bigint
}

/** Claims that are asked about; of more, those who hold something are first. */
const mostAsked = 300

/**
 * Asks the contract, at the block up to which the timelock is indexed, whether everyone holds what the events say, and nobody
 * what they say was taken away; and who holds an office whose first holder no event tells. Others of whom no event ever told are
 * not found: contracts do not list them.
 *
 * @returns Whether it was asked.
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError
 */
export async function askRoles(
  context: IndexContext,
  { timelock, everyBlocks }: AskRolesParameters,
): Promise<boolean> {
  const { store } = context
  const followed = await readTimelock(store, timelock)
  const block = followed?.indexed
  if (!block) return false
  const logs = (await readTimelockLogs(store, { timelock, of: 'settings' })).map(({ log }) => log)
  const changed = logs.at(-1)?.position.blockNumber ?? 0n
  const last = followed.roles?.blockNumber
  if (last !== undefined && changed <= last && block.number - last < everyBlocks) return false
  const adapter = timelockAdapters[followed.detection.kind]
  const all = roleClaims(adapter.foldSettings(logs))
  const claims = all.slice(0, mostAsked)
  const questions = claims.map((claim) => adapter.askRole?.(claim))
  const silent = Object.entries(adapter.silentOffices ?? {}).filter(
    ([name]) => !all.some(({ role, holds }) => role === name && holds),
  )
  const answers = await askContract(context.nodesFor(timelock.chainId), {
    questions: [
      ...questions.flatMap((question) => question?.calls ?? []),
      ...silent.map(([, data]) => data),
    ].map((data) => ({ call: { target: timelock.address, data } })),
    block,
  })
  const asked = claims.map((claim, at): AskedClaim => {
    const question = questions[at]
    if (!question) return { ...claim, contract: null }
    const own = answers.splice(0, question.calls.length)
    const said = question.read(own.map((each) => ('answer' in each ? each.answer : undefined)))
    return { ...claim, contract: said ?? null }
  })
  const offices = silent.flatMap(([role], at): AskedClaim[] => {
    const said = answers[at]
    const account = said && 'answer' in said ? readAddress(said.answer) : undefined
    if (!account || isAddressEqual(account, zeroAddress)) return []
    return [{ role, account, holds: null, contract: true }]
  })
  const roles = {
    blockNumber: block.number,
    blockHash: block.hash,
    claims: [...offices, ...asked],
    others: all.length - claims.length,
  }
  return await saveAskedRoles(store, { timelock, indexed: block, roles, now: context.now() })
}
