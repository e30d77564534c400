import type { DryRun } from '@/lib/core/patch/draft-facts'
import type { DraftNote } from '@/lib/core/patch/draft-note'
import type { DraftUpgrade } from '@/lib/core/patch/draft-upgrades'

export type JudgeDryRunsParameters = {
  readonly upgrades: readonly DraftUpgrade[]
  /** By calldata and target; a call that is missing has not been tried yet. */
  readonly dryRuns: ReadonlyMap<string, DryRun>
  /** Whether something else has to be done before, which may be what makes a call succeed. */
  readonly hasPredecessor: boolean
}

/** Says at each row whether the timelock could make its call now. */
export function judgeDryRuns(parameters: JudgeDryRunsParameters): DraftNote[] {
  return parameters.upgrades.flatMap((upgrade) => {
    const note = judge(upgrade, parameters)
    return note ? [note] : []
  })
}

/** Names a call, to find its dry run again. */
export function dryRunKey({ target, data }: { target: string; data: string }): string {
  return `${target.toLowerCase()}:${data.toLowerCase()}`
}

function judge(
  { id, call, migration }: DraftUpgrade,
  { dryRuns, hasPredecessor }: JudgeDryRunsParameters,
): DraftNote | undefined {
  if (!call) return undefined
  const field = migration ? (`upgrade-${id}-migration` as const) : (`upgrade-${id}-to` as const)
  const found = dryRuns.get(dryRunKey(call))
  if (!found) {
    return { field, tone: 'pending', text: 'The call is being tried as the timelock.' }
  }
  switch (found.outcome) {
    case 'succeeds':
      return {
        field,
        tone: 'note',
        text: migration
          ? 'Dry run: as the timelock, upgrade and migration succeed on the present state.'
          : 'Dry run: as the timelock, the upgrade succeeds on the present state.',
      }
    case 'reverts':
      return {
        field,
        tone: hasPredecessor ? 'warn' : 'fail',
        text: hasPredecessor
          ? 'Dry run: as the timelock, this call reverts on the present state. It succeeds only if the predecessor changes that.'
          : 'Dry run: as the timelock, this call reverts. The patch could be scheduled but never executed.',
        facts: [['Reason', found.reason]],
      }
    case 'unknown':
      return { field, tone: 'unknown', text: `The dry run failed: ${found.reason}` }
  }
}
