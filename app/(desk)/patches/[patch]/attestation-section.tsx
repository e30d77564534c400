import { isAddressEqual } from 'viem'
import { AttestationView } from '@/app/(desk)/attestation-view'
import type { PublicConfig } from '@/lib/config/public-config'
import { knownSafes } from '@/lib/core/patch/attention'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { loadReview } from './load-review'

/** What reviewers have signed of the operation of a patch. */
export async function AttestationSection({
  found,
  config,
  isReader,
}: {
  found: FoundRecord
  config: PublicConfig
  isReader: boolean
}) {
  const { desk, record } = found
  const { operationId: operation, timelock } = record
  if (!operation || !timelock) return null
  const owners = knownSafes(desk).flatMap((safe) => safe.owners)
  return (
    <AttestationView
      place={{ timelock, operation }}
      path={`/api/v1/patches/${record.key}/attestations`}
      report={(await loadReview(found, 0))?.last?.hash}
      whoIs={(signer) =>
        owners.some((owner) => isAddressEqual(owner, signer))
          ? 'an owner of the Safe now'
          : 'not an owner of the Safe'
      }
      config={config}
      isReader={isReader}
    />
  )
}
