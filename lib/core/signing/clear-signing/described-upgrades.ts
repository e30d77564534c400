import type { Report } from '@/lib/core/report/report'
import type { ReviewedCode } from '@/lib/core/report/reviewed-code'
import type { DescribedUpgrade, Implemented } from './stale-descriptors'

/** The upgrades of a report as far as descriptors are concerned: addresses, and ABIs where they are those of the code. */
export function describedUpgrades({
  input,
  upgrades,
}: Pick<Report, 'input' | 'upgrades'>): DescribedUpgrade[] {
  return upgrades.map(({ proxies, from, to }) => ({
    chainId: input.chainId,
    proxies,
    from: from && implemented(from),
    to: implemented(to),
  }))
}

/** An ABI of sources that gave other code says nothing of this one. */
function implemented({ address, sources }: ReviewedCode): Implemented {
  const isOfCode = sources.known && sources.verification.match !== 'mismatch'
  return { address, abi: isOfCode ? sources.abi : undefined }
}
