import { BadgeList } from '@/components/timelock/badge-list'
import { CoverageView } from '@/components/timelock/coverage-view'
import { SettingHistory } from '@/components/timelock/setting-history'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { countBadges } from '@/lib/core/timelock/kind/count-badges'
import { kindInWords } from '@/lib/core/timelock/kind/kind-in-words'
import type { LoadedTimelock } from './load-timelock'

type Props = { followed: NonNullable<LoadedTimelock['followed']> }

/** What whoever relies on it should know. */
export function TimelockBadges({ followed: { detection, detectedBlock } }: Props) {
  const { badges } = detection
  const counted = countBadges(badges)
  return (
    <Section
      title="What it is"
      note={`${kindInWords(detection)}, by its code and answers${counted ? `; ${counted.words}` : ''}`}
    >
      <Panel>
        {badges.length > 0 ? (
          <BadgeList badges={badges} />
        ) : detectedBlock === undefined ? (
          <EmptyState title="Only its code was looked at yet">
            Nothing stands out in it. What its history and its roles tell is still being read.
          </EmptyState>
        ) : (
          <EmptyState title="Nothing stands out">
            Its generation has no known weakness, and nothing that it answers is unusual.
          </EmptyState>
        )}
      </Panel>
    </Section>
  )
}

/** How its delays, roles and rules came to be what they are. */
export function TimelockHistory({ followed }: Props) {
  const { settings, silentDelays, indexed, finalizedBlock, unscanned } = followed
  return (
    <Section
      title="Delays, roles and rules over time"
      note="every change that an event tells, and of delays what was noticed without one"
    >
      {settings.length > 0 || silentDelays.length > 0 ? (
        <SettingHistory
          settings={settings}
          silentDelays={silentDelays}
          now={indexed?.timestamp}
          finalizedBlock={finalizedBlock}
        />
      ) : (
        <Panel>
          <EmptyState title="No change is known">
            {indexed && unscanned.length === 0
              ? 'Every block was read, and none holds a change.'
              : 'Not every block was read, so there may be some.'}
          </EmptyState>
        </Panel>
      )}
    </Section>
  )
}

/** Which blocks were read. */
export function TimelockCoverage({ followed }: Props) {
  const { firstBlock, scanFrom, indexed, finalizedBlock, headBlock } = followed
  return (
    <CoverageView
      firstBlock={firstBlock}
      scanFrom={scanFrom}
      indexed={indexed?.number}
      finalized={finalizedBlock}
      head={headBlock}
      scanned={followed.scanned}
      unscanned={followed.unscanned}
      problem={followed.problem}
      calls={followed.calls}
    />
  )
}
