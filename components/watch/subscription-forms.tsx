import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import type { SubscriptionView } from '@/lib/core/watch/subscription'

export type SubscriptionFormsProps = {
  token: string
  state: SubscriptionView['state']
  /** Since when it should be sent again, as it was typed into a form that was refused. */
  since?: string | undefined
}

/** What the owner of a subscription can do with it. Forms of the browser's own: they work without script. */
export function SubscriptionForms({ token, state, since }: SubscriptionFormsProps) {
  const action = (change: string) => `/api/v1/subscriptions/${token}/${change}`
  return (
    <div className="grid gap-3">
      {state === 'pending' && (
        <form method="post" action={action('confirm')}>
          <Button type="submit" tone="primary">
            Confirm
          </Button>
        </form>
      )}
      {state === 'stopped' && (
        <form method="post" action={action('resume')}>
          <Button type="submit" tone="primary">
            Go on
          </Button>
        </form>
      )}
      {state !== 'pending' && (
        <form method="post" action={action('replay')} className="grid gap-2">
          <Field
            id="replay-since"
            label="Send again from"
            hint="In UTC, as 2026-11-21 14:00, or seconds since the epoch, on the chain’s clock; empty is all. The latest 1,000 at most."
          >
            <TextInput
              id="replay-since"
              aria-describedby="replay-since-hint"
              name="since"
              defaultValue={since}
              maxLength={40}
              spellCheck={false}
            />
          </Field>
          <div>
            <Button type="submit">Send again</Button>
          </div>
        </form>
      )}
      {state === 'active' && (
        <form method="post" action={action('stop')}>
          <Button type="submit">Stop for now</Button>
        </form>
      )}
      <form method="post" action={action('end')}>
        <Button type="submit" tone="danger">
          {state === 'pending' ? 'Forget it' : 'Unsubscribe and delete'}
        </Button>
      </form>
    </div>
  )
}
