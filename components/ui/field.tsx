import type { ReactNode } from 'react'

export type FieldProps = {
  /** Of the control, so that label, hint and error are tied to it. */
  id: string
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and what the right form would be. */
  error?: ReactNode
  children: ReactNode
}

/** Label above, hint below, the error in words. The control inside gets its attributes from `fieldAria`. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-ink-3 text-xs">
          {hint}
        </p>
      )}
      <div id={`${id}-error`} aria-live="polite" className="text-fail text-xs">
        {error}
      </div>
    </div>
  )
}

/** What ties a control to the words of its field. */
export function fieldAria({ id, hasError }: { id: string; hasError: boolean }) {
  return {
    id,
    'aria-describedby': `${id}-hint ${id}-error`,
    'aria-invalid': hasError || undefined,
  } as const
}
