import { isAddressEqual } from 'viem'
import { Attest } from '@/components/attestation/attest'
import { AttestationList } from '@/components/attestation/attestation-list'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { readAttestations } from '@/lib/actions/attestations/save-attestation'
import type { PublicConfig } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'
import { knownSafes } from '@/lib/core/patch/attention'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import type { StoredAttestation } from '@/lib/core/signing/attestation'
import { recoverAttestation } from '@/lib/core/signing/recover-attestation'
import { loadReview } from './load-review'

/** What reviewers have signed of the operation, and where to sign. Nothing where there is neither. */
export async function AttestationSection({
  found,
  config,
  isReader,
}: {
  found: FoundRecord
  config: PublicConfig
  /** Whoever only reads loads nothing that could sign. */
  isReader: boolean
}) {
  const { desk, record } = found
  const { operationId: operation, timelock } = record
  if (!operation || !timelock) return null
  const stored = await readAttestations(await getServerContext(), { timelock, operation })
  const report = (await loadReview(found, 0))?.last?.hash
  const isOwner = ({ signer }: StoredAttestation) =>
    knownSafes(desk).some(({ owners }) => owners.some((owner) => isAddressEqual(owner, signer)))
  const attestations = await Promise.all(
    stored.map(async (attestation) => {
      const isSigned =
        attestation.checkedBlock !== undefined || (await recoverAttestation(attestation))
      const standing = isOwner(attestation) ? ('owner' as const) : ('other' as const)
      return { attestation, standing: isSigned ? standing : ('forged' as const) }
    }),
  )
  if (attestations.length === 0 && (isReader || !report)) return null
  return (
    <Section
      id="attestations"
      title="Attestations"
      note="what reviewers who made the report again have signed"
    >
      <Panel padded>
        <AttestationList attestations={attestations} />
        {!isReader && report && (
          <Attest config={config} patch={record.key} about={{ timelock, operation, report }} />
        )}
      </Panel>
    </Section>
  )
}
