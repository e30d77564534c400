import type { Address, Hash } from 'viem'
import type { Report } from './report'

/** The new codes that a report has looked at, by the hash that each had. */
export function reviewedCodes({
  upgrades,
}: Pick<Report, 'upgrades'>): { readonly address: Address; readonly codeHash: Hash }[] {
  return upgrades.flatMap(({ to: { address, codeHash } }) =>
    codeHash ? [{ address, codeHash }] : [],
  )
}
