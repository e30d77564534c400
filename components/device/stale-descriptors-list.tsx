import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Verdict, type VerdictKind } from '@/components/ui/verdict'
import type {
  DescriptorStanding,
  StaleFunction,
} from '@/lib/core/signing/clear-signing/stale-descriptors'

/** What the patch makes of the descriptors that are known for its contracts. */
export function StaleDescriptorsList({ standings }: { standings: readonly DescriptorStanding[] }) {
  return (
    <ul className="grid gap-3">
      {standings.map((one) => (
        <li key={`${one.descriptor.name} ${one.proxy}`} className="grid gap-1 text-sm">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <Verdict verdict={looks[one.standing].verdict}>{looks[one.standing].words}</Verdict>
            <b>
              <UntrustedText text={one.descriptor.name} maxLength={80} />
            </b>
            <AddressView address={one.proxy} />
          </span>
          {one.reason && <span className="text-ink-2">{one.reason}</span>}
          {one.functions.length > 0 && (
            <ul className="grid gap-1 text-xs">
              {one.functions.map((each) => (
                <li key={each.key}>
                  <code className="break-all">
                    <UntrustedText text={each.key} maxLength={300} />
                  </code>{' '}
                  {changes[each.change]}
                  {each.now && (
                    <>
                      {' '}
                      <code className="break-all">
                        <UntrustedText text={each.now} maxLength={300} />
                      </code>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
          {one.undescribed.length > 0 && (
            <p className="text-ink-2 text-xs">
              New, and described by nothing: <code>{one.undescribed.slice(0, 20).join(', ')}</code>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

const looks: Record<DescriptorStanding['standing'], { verdict: VerdictKind; words: string }> = {
  stale: { verdict: 'warn', words: 'made wrong by this patch' },
  unbound: { verdict: 'warn', words: 'no longer found' },
  unknown: { verdict: 'unknown', words: 'cannot be told' },
  intact: { verdict: 'pass', words: 'still right' },
}

const changes: Record<StaleFunction['change'], string> = {
  removed: 'is gone.',
  'parameters-changed': 'now takes other parameters:',
  renamed: 'is gone; this may be its successor:',
  'names-changed': 'names its parameters otherwise:',
}
