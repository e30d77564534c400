import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { TimeView } from '@/components/time/time-view'
import { Verdict, type VerdictKind } from '@/components/ui/verdict'
import type { StoredAcknowledgement } from '@/lib/core/signing/acknowledgement'
import type { AcknowledgementStanding } from '@/lib/core/signing/judge-acknowledgements'

/** `unverified`: nobody has recovered the signature yet. */
export type ShownStanding = AcknowledgementStanding | 'of-another-finding' | 'unverified'

const words: Readonly<Record<ShownStanding, readonly [verdict: VerdictKind, text: string]>> = {
  counts: ['pass', 'verified: an owner of the Safe now'],
  'not-an-owner': ['fail', 'not an owner now; counts for nothing'],
  forged: ['fail', 'not signed by this account; counts for nothing'],
  'of-another-patch': ['fail', 'of another patch; counts for nothing'],
  'of-another-finding': [
    'not-applicable',
    'about what this check found before; counts for nothing now',
  ],
  unverified: ['unknown', 'not verified yet'],
}

/** Who answered a finding, when, why, and whether that counts. */
export function AcknowledgementItem({
  acknowledgement: { signer, reason, submittedAt },
  standing,
  by,
}: {
  acknowledgement: StoredAcknowledgement
  standing: ShownStanding
  /** Who has recovered the signature. */
  by: 'browser' | 'server'
}) {
  const [verdict, text] = words[standing]
  const isRecovered = standing !== 'unverified' && by === 'server'
  return (
    <li className="grid gap-1 border-line border-t py-2 first:border-t-0">
      <p className="wrap-anywhere text-ink">
        “<UntrustedText text={reason} maxLength={1000} />”
      </p>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-ink-3 text-xs">
        <AddressView address={signer} full copy />
        <TimeView at={submittedAt} /> UTC
        <Verdict verdict={verdict}>{isRecovered ? `${text} (as the server finds)` : text}</Verdict>
      </p>
    </li>
  )
}
