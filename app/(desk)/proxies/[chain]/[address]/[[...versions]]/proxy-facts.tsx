import { FactStrip } from '@/components/time/fact-strip'
import type { ProxyHistory } from '@/lib/actions/timelock-pages/read-proxy-history'

/** Of which block the page of a proxy is, and how old that is. */
export function ProxyFacts({
  chainName,
  read,
}: {
  chainName: string
  /** Undefined where the chain does not answer, and nothing was read before. */
  read: ProxyHistory | undefined
}) {
  const { stale } = read ?? {}
  return (
    <FactStrip
      chainName={chainName}
      clock={read}
      sources={[
        {
          name: 'Chain',
          answers: read !== undefined && !stale,
          detail: stale?.isAnswering ? 'not all was read' : undefined,
        },
      ]}
      stale={
        read && !stale
          ? undefined
          : {
              seconds: read ? Math.max(0, Math.floor((Date.now() - read.readAt) / 1_000)) : 0,
              what: stale?.isAnswering
                ? 'The history has not been read in full'
                : stale
                  ? undefined
                  : 'Nothing of this proxy was read',
              consequence: stale
                ? `${stale.reason} What you see is as old as that: upgrades since may be missing.`
                : 'What it runs and has run is unknown. What is queued for it is shown as it is stored.',
            }
      }
    />
  )
}
