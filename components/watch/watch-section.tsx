import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { type Topic, topicKey } from '@/lib/core/watch/event-topics'
import { feedFormats, feedPath } from '@/lib/core/watch/feed-path'
import { SubscribeForm } from './subscribe-form'

/** What can be followed on a page, in words. */
export type NamedTopic = { readonly label: string; readonly topic: Topic }

export type WatchSectionProps = {
  /** At least one; the first is chosen. */
  topics: readonly NamedTopic[]
  /** Whether this instance sends e-mail. */
  hasMail: boolean
}

const formats = {
  atom: { label: 'Atom', type: 'application/atom+xml' },
  json: { label: 'JSON Feed', type: 'application/feed+json' },
  ics: { label: 'Calendar', type: 'text/calendar' },
} as const

/** Feeds of what the page is about, and where to subscribe. Readers find the feeds in the head of the page too. */
export function WatchSection({ topics, hasMail }: WatchSectionProps) {
  return (
    <Section id="watch" title="Watch" note="no account needed; times are the chain’s">
      <Panel padded>
        <ul className="mb-3 grid gap-1 text-sm">
          {topics.map(({ label, topic }) => (
            <li key={topicKey(topic)} className="flex flex-wrap items-baseline gap-x-3">
              <span className="min-w-0 break-words text-ink-2">{label}</span>
              {feedFormats.map((format) => (
                <a
                  key={format}
                  href={feedPath(topic, format)}
                  aria-label={`${formats[format].label} of ${label}`}
                  className="link link-target"
                >
                  {formats[format].label}
                </a>
              ))}
            </li>
          ))}
        </ul>
        <Disclosure summary={`Be told by webhook${hasMail ? ', chat or e-mail' : ' or chat'}`}>
          <SubscribeForm topics={topics} hasMail={hasMail} />
        </Disclosure>
      </Panel>
      {topics.flatMap(({ label, topic }) =>
        feedFormats.map((format) => (
          <link
            key={feedPath(topic, format)}
            rel="alternate"
            type={formats[format].type}
            title={`${label} (${formats[format].label})`}
            href={feedPath(topic, format)}
          />
        )),
      )}
    </Section>
  )
}
