import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/text-input'
import { topicKey } from '@/lib/core/watch/event-topics'
import { causeKinds } from '@/lib/core/watch/queue-event'
import { type DeliveryShape, deliveryShapes } from '@/lib/core/watch/subscription'
import { eventKindWords } from './event-kind-words'
import type { NamedTopic } from './watch-section'

const shapeWords: Readonly<Record<DeliveryShape, string>> = {
  json: 'Webhook, signed JSON',
  slack: 'Slack',
  discord: 'Discord',
  telegram: 'Telegram',
  email: 'E-mail',
}

/** As it was typed. */
export type TypedSubscription = {
  readonly topic: string
  readonly kinds: readonly string[]
  readonly shape: string
  readonly target: string
}

/** Where somebody subscribes. A form of the browser's own: it works without script. */
export function SubscribeForm({
  topics,
  hasMail,
  typed,
}: {
  topics: readonly NamedTopic[]
  hasMail: boolean
  /** What is in it already: of a form that was refused. */
  typed?: TypedSubscription | undefined
}) {
  return (
    <form method="post" action="/api/v1/subscriptions" className="grid max-w-2xl gap-3">
      <Field id="watch-topic" label="What">
        <Select id="watch-topic" name="topic" defaultValue={typed?.topic}>
          {topics.map(({ label, topic }) => (
            <option key={topicKey(topic)} value={topicKey(topic)}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <fieldset>
        <legend className="mb-1 font-medium text-sm">Events (all, where none is chosen)</legend>
        <div className="grid grid-cols-2 gap-x-4 max-xs:grid-cols-1">
          {causeKinds.map((kind) => (
            <Checkbox
              key={kind}
              name="kinds"
              value={kind}
              defaultChecked={typed?.kinds.includes(kind)}
            >
              {eventKindWords[kind]}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <Field id="watch-shape" label="How">
        <Select id="watch-shape" name="shape" defaultValue={typed?.shape}>
          {deliveryShapes
            .filter((shape) => shape !== 'email' || hasMail)
            .map((shape) => (
              <option key={shape} value={shape}>
                {shapeWords[shape]}
              </option>
            ))}
        </Select>
      </Field>
      <Field
        id="watch-target"
        label="Where"
        hint={`An https:// URL that takes POST${hasMail ? ', or an e-mail address, which is asked to confirm' : ''}. Telegram: https://api.telegram.org/bot…/sendMessage?chat_id=…`}
      >
        <TextInput
          id="watch-target"
          aria-describedby="watch-target-hint"
          name="target"
          defaultValue={typed?.target}
          required
          maxLength={2000}
          spellCheck={false}
        />
      </Field>
      <div>
        <Button type="submit">Subscribe</Button>
      </div>
    </form>
  )
}
