import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { reportPath } from '@/components/frame/paths'
import { TimeView } from '@/components/time/time-view'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import type { StoredAttestation } from '@/lib/core/signing/attestation'
import { serializeAttestation } from '@/lib/core/signing/attestation-document'

export type AttestationListProps = {
  attestations: readonly {
    readonly attestation: StoredAttestation
    /** The account that is named has not signed it. */
    readonly isForged: boolean
    /** Who the account is to what was reviewed, in words; anybody may review. */
    readonly who: string
  }[]
}

/**
 * What reviewers have signed, each with the document that proves it. Anybody may sign, so that a verdict stands here as a word
 * and never in the colours of what was checked.
 */
export function AttestationList({ attestations }: AttestationListProps) {
  return (
    <ul className="grid text-sm">
      {attestations.map(({ attestation, isForged, who }) => {
        const { signer, verdict, note, report, submittedAt, checkedBlock, signature } = attestation
        return (
          <li key={signature} className="grid gap-1 border-line border-t py-2 first:border-t-0">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <Tag tone={verdict === 'unknown' ? 'unknown' : 'strong'}>{verdict}</Tag>
              <AddressView address={signer} full copy />
              {isForged ? (
                <Verdict verdict="fail">not signed by this account; counts for nothing</Verdict>
              ) : (
                <span className="text-ink-3 text-xs">{who}</span>
              )}
            </p>
            {otherVerdicts(attestations, attestation).length > 0 && (
              <p className="text-ink-2 text-xs">
                The same account has signed another verdict, too:{' '}
                {otherVerdicts(attestations, attestation).join(', ')}. Which came last is not
                signed: ask its holder.
              </p>
            )}
            {note !== '' && (
              <p className="wrap-anywhere text-ink">
                “<UntrustedText text={note} maxLength={1000} />”
              </p>
            )}
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-ink-3 text-xs">
              <span>
                made again:{' '}
                <a className="link" href={reportPath(report)}>
                  report <ShortHash hash={report} />
                </a>
              </span>
              <TimeView at={submittedAt} />
              {checkedBlock !== undefined && (
                <span>
                  a contract, which took the signature for its own at block {String(checkedBlock)}
                </span>
              )}
            </p>
            <Disclosure summary="Verify it yourself">
              <p className="mb-2 text-ink-2 text-xs">
                Save as attestation.json and run <code>suture verify attestation.json</code>
                {checkedBlock === undefined ? '; it needs no node.' : ' with --rpc.'}
              </p>
              <CodeBlock>{serializeAttestation(attestation)}</CodeBlock>
            </Disclosure>
          </li>
        )
      })}
    </ul>
  )
}

/** What else an account has signed of the operation. What it has not signed counts for nothing. */
function otherVerdicts(
  attestations: AttestationListProps['attestations'],
  { signer, verdict }: StoredAttestation,
): readonly string[] {
  const others = attestations.flatMap(({ attestation, isForged }) =>
    !isForged && attestation.signer === signer && attestation.verdict !== verdict
      ? [attestation.verdict]
      : [],
  )
  return [...new Set(others)]
}
