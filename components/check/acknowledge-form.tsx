import type { ReactNode } from 'react'
import { BlockedButton, Button } from '@/components/ui/button'
import { Field, fieldAria } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-input'
import { longestReason } from '@/lib/core/signing/describe-reason'

export type AcknowledgeFormProps = {
  /** Unique on the page. */
  id: string
  reason: string
  onReason: (reason: string) => void
  /** What is wrong with the reason; shown once something is typed. */
  problem: string | undefined
  /** Why this account cannot sign it, each a whole sentence. */
  obstacles: readonly string[]
  isRunning: boolean
  onSubmit: () => void
  /** What became of it. */
  children?: ReactNode
}

/** Where an owner says why the patch is signed although a check failed. */
export function AcknowledgeForm(props: AcknowledgeFormProps) {
  const { id, reason, onReason, problem, obstacles, isRunning, onSubmit, children } = props
  const isTyped = reason !== ''
  const shown = isTyped ? problem : undefined
  const reasons = [...obstacles, ...(problem ? [problem] : [])]
  return (
    <form
      className="grid max-w-2xl gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (reasons.length === 0) onSubmit()
      }}
    >
      <Field
        id={id}
        label="Reason"
        hint={`Why the patch is signed although this check failed. Public, signed with your key, and kept as part of the record. At most ${longestReason} characters.`}
        error={shown}
      >
        <TextArea
          {...fieldAria({ id, hasError: shown !== undefined })}
          rows={3}
          value={reason}
          readOnly={isRunning}
          onChange={(event) => onReason(event.target.value)}
        />
      </Field>
      <div>
        {reasons.length > 0 && !isRunning ? (
          <BlockedButton id={`${id}-submit`} reasons={reasons} wide>
            Sign and acknowledge
          </BlockedButton>
        ) : (
          <Button type="submit" wide aria-busy={isRunning}>
            {isRunning ? 'Waiting for the wallet…' : 'Sign and acknowledge'}
          </Button>
        )}
      </div>
      {children}
    </form>
  )
}
