import { formatDelay } from '@/components/time/format-time'
import { Select, TextInput } from '@/components/ui/text-input'
import type { PatchDraft } from '@/lib/core/patch/patch-draft'
import { DraftField } from './draft-field'
import type { DraftForm } from './draft-form'

/** When: how long it waits in public, what has to be done before, and where it stands in the Safe's order. */
export function ScheduleFields({ form }: { form: DraftForm }) {
  const { draft, update, facts, plan, notes } = form
  const set = (change: Partial<PatchDraft>) => update((before) => ({ ...before, ...change }))
  const minimum = facts?.minDelay.known ? formatDelay(Number(facts.minDelay.value)) : undefined
  const { delay } = plan.schedule
  const { nextFree } = plan.nonce
  const live = facts?.safe.known ? facts.safe.value.nonce : undefined
  return (
    <>
      <DraftField
        field="delay"
        label="Delay"
        hint={`Empty for the timelock’s minimum${minimum ? `, now ${minimum}` : ''}.${
          delay === undefined ? '' : ` The patch waits ${formatDelay(Number(delay))}.`
        }`}
        notes={notes}
      >
        {(aria) => (
          <div className="flex gap-2">
            <TextInput
              {...aria}
              inputMode="numeric"
              value={draft.delay}
              onChange={({ target }) => set({ delay: target.value })}
            />
            <Select
              aria-label="Unit of the delay"
              className="max-w-32"
              value={draft.delayUnit}
              onChange={({ target }) => set({ delayUnit: target.value as PatchDraft['delayUnit'] })}
            >
              <option value="seconds">seconds</option>
              <option value="hours">hours</option>
              <option value="days">days</option>
            </Select>
          </div>
        )}
      </DraftField>
      <DraftField
        field="predecessor"
        label="Predecessor (optional)"
        hint="Id of an operation of this timelock that has to be done first. Empty for none."
        notes={notes}
      >
        {(aria) => (
          <TextInput
            {...aria}
            mono
            placeholder="0x…"
            value={draft.predecessor}
            onChange={({ target }) => set({ predecessor: target.value })}
          />
        )}
      </DraftField>
      <DraftField
        field="nonce"
        label="Safe nonce"
        hint={`Empty for the next free one${nextFree === undefined ? '' : `, now ${nextFree}`}.${
          live === undefined ? '' : ` The Safe is at ${live}.`
        } A nonce that is taken makes this a rival of what waits there.`}
        notes={notes}
      >
        {(aria) => (
          <TextInput
            {...aria}
            inputMode="numeric"
            value={draft.nonce}
            onChange={({ target }) => set({ nonce: target.value })}
          />
        )}
      </DraftField>
    </>
  )
}
