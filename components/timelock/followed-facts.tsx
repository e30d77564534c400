import { FactStrip } from '@/components/time/fact-strip'
import { clockOfFollowed, type LastHeard } from './clock-of-followed'

/** Seconds after which nodes that were not heard count as silent: several turns of the indexer. */
const silentAfter = 60

/** Where the facts of a followed timelock come from: all of them are stored, so they are as old as its nodes' last word. */
export function FollowedFacts({
  chainName,
  followed,
  answers = true,
}: {
  chainName: string
  followed: LastHeard & { readonly problem: { readonly text: string } | undefined }
  /** Whether what was asked for the page alone was answered. */
  answers?: boolean | undefined
}) {
  const clock = clockOfFollowed(followed)
  const seconds = clock ? Math.floor((Date.now() - clock.readAt) / 1_000) : 0
  const isSilent = seconds > silentAfter
  return (
    <FactStrip
      chainName={chainName}
      clock={clock}
      sources={[{ name: 'Chain', answers: answers && !followed.problem && !isSilent }]}
      stale={
        isSilent
          ? {
              seconds,
              // Whether it was asked, and did not answer, is not known here.
              what: 'Nothing was heard of the chain',
              consequence:
                'What you see is as old as that: what was scheduled, cancelled or executed since may be missing.',
            }
          : undefined
      }
    />
  )
}
