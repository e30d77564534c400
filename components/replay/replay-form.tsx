import type { Hash } from 'viem'
import { Button } from '@/components/ui/button'
import { TextInput } from '@/components/ui/text-input'

const action = (key: Hash) => `/api/v1/patches/${key}/replay`

/** Begins a replay of so many transactions. A form of the browser's own: it works without script. */
export function ReplayForm({
  patch,
  last,
  maximum,
}: {
  patch: Hash
  last: number
  maximum: number
}) {
  return (
    <form method="post" action={action(patch)} className="flex flex-wrap items-center gap-2">
      <label htmlFor="replay-last" className="text-sm">
        Transactions
      </label>
      <span className="w-24">
        <TextInput
          id="replay-last"
          name="last"
          type="number"
          inputMode="numeric"
          min={1}
          max={maximum}
          required
          defaultValue={last}
        />
      </span>
      <Button type="submit">Replay the last ones</Button>
      <span className="text-ink-3 text-xs">at most {maximum.toLocaleString('en')}</span>
    </form>
  )
}

/** Goes on with one that has stopped. */
export function ResumeReplayForm({ patch, last }: { patch: Hash; last: number }) {
  return (
    <form method="post" action={action(patch)}>
      <input type="hidden" name="last" value={last} />
      <Button type="submit" tone="primary">
        Go on with it
      </Button>
    </form>
  )
}

/** Ends one that is under way. */
export function CancelReplayForm({ patch }: { patch: Hash }) {
  return (
    <form method="post" action={`${action(patch)}/cancel`}>
      <Button type="submit">Cancel the replay</Button>
    </form>
  )
}
