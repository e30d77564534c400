import { UntrustedText } from '@/components/address/untrusted-text'
import { Disclosure } from '@/components/ui/disclosure'
import type { Patch } from '@/lib/core/patch/patch'
import { MeantChanges } from './meant-changes'

/** The proposer's own words: quoted, folded and last. They inform and never turn anything green. */
export function ProposerWords({
  patch,
}: {
  patch: Pick<Patch, 'description' | 'evidence' | 'changes'>
}) {
  const paragraphs = patch.description.split(/\n+/).filter((text) => text.trim() !== '')
  return (
    <Disclosure summary="What the proposer says">
      <blockquote className="grid gap-2 border-line border-l-2 pl-3 text-ink-2 text-sm">
        {paragraphs.length === 0 && <p>Nothing.</p>}
        {paragraphs.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of a dossier never change
          <p key={index}>
            <UntrustedText text={text} maxLength={2000} />
          </p>
        ))}
        <MeantChanges changes={patch.changes ?? []} />
        {patch.evidence.length > 0 && (
          <ul>
            {patch.evidence.map(({ label, url }) => (
              <li key={url}>
                <EvidenceLink label={label} url={url} />
              </li>
            ))}
          </ul>
        )}
      </blockquote>
      <p className="mt-1 text-ink-3 text-xs">From the dossier. Informs; never proves.</p>
    </Disclosure>
  )
}

/** Only web addresses become links; the full address is always shown, as its label is the proposer's. */
function EvidenceLink({ label, url }: { label: string; url: string }) {
  const isWeb = /^https?:\/\//i.test(url)
  return (
    <>
      <UntrustedText text={label} maxLength={120} />:{' '}
      {isWeb ? (
        <a href={url} rel="noreferrer noopener nofollow" className="link break-all">
          <UntrustedText text={url} maxLength={300} />
        </a>
      ) : (
        <span className="break-all">
          <UntrustedText text={url} maxLength={300} />
        </span>
      )}
    </>
  )
}
