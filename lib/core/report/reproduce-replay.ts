import type { Replay } from '@/lib/core/replay/replay'
import type { ReviewInput } from './review-input'

/**
 * The command line that replays the same transactions again, at the same block. A dossier is the file that the patch's page
 * gives; a transaction without one is the JSON of the Safe service.
 */
export function reproduceReplay({
  input: { patch, operation, transaction, protocol, block },
  replay: { source, mode },
}: {
  input: ReviewInput
  replay: Pick<Replay, 'source' | 'mode'>
}): string {
  const { timelock, deploymentBlock } = protocol
  const isScheduled = operation !== undefined && timelock !== undefined && !transaction
  const what = patch
    ? `${patch.digest}.json`
    : isScheduled
      ? `${operation.id} --timelock ${timelock}`
      : 'transaction.json'
  const last = source.last === undefined ? '' : ` --last ${source.last}`
  const from = deploymentBlock > 0 ? ` --from-block ${deploymentBlock}` : ''
  const how = mode === 'exact' ? '' : ` --mode ${mode}`
  return `npx suture replay ${what} --rpc $RPC_URL --block ${block.number}${last}${from}${how}`
}
