import { Attest } from '@/components/attestation/attest'
import { AttestationList } from '@/components/attestation/attestation-list'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { type OperationPlace, readAttestations } from '@/lib/actions/attestations/save-attestation'
import type { PublicConfig } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'
import type { Report } from '@/lib/core/report/report'
import type { Attestation } from '@/lib/core/signing/attestation'
import { recoverAttestation } from '@/lib/core/signing/recover-attestation'

type AttestationViewProps = {
  place: OperationPlace
  /** Where the desk takes what is signed. */
  path: string
  /** Hash of the last report, which can be attested to; undefined where there is none. */
  report: Report['input']['block']['hash'] | undefined
  /** Who an account is to what was reviewed, in words. */
  whoIs: (signer: Attestation['signer']) => string
  config: PublicConfig
  /** Whoever only reads loads nothing that could sign. */
  isReader: boolean
}

/** What reviewers have signed of an operation, and where to sign. Nothing where there is neither. */
export async function AttestationView(props: AttestationViewProps) {
  const { place, path, report, whoIs, config, isReader } = props
  const stored = await readAttestations(await getServerContext(), place)
  const attestations = await Promise.all(
    stored.map(async (attestation) => ({
      attestation,
      who: whoIs(attestation.signer),
      isForged: attestation.checkedBlock === undefined && !(await recoverAttestation(attestation)),
    })),
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
        {!isReader && report && <Attest config={config} path={path} about={{ ...place, report }} />}
      </Panel>
    </Section>
  )
}
