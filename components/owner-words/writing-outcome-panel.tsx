'use client'

import { ErrorView } from '@/components/ui/error-view'
import type { BaseError } from '@/lib/core/error/base-error'
import type { Action } from '@/lib/hooks/use-action'
import { needsSignIn } from '@/lib/hooks/use-owner-words'

type Ended = Pick<Action<never>, 'error' | 'isDone' | 'isRunning'>

/** What came of writing something and of taking something away. */
export function WritingOutcomePanel({
  written,
  takenAway,
  isSignedIn,
  reader,
}: {
  written: Ended
  takenAway: Ended
  /** Then it is no matter that nobody was. */
  isSignedIn: boolean
  /** Who reads it now, e.g. "Everybody who opens this Safe". */
  reader: string
}) {
  const errors = [written.error, takenAway.error].filter(
    (error): error is BaseError => error !== undefined && !(isSignedIn && needsSignIn(error)),
  )
  return (
    <>
      {errors.map((error) => (
        <ErrorView key={error.message} error={error} live="alert" />
      ))}
      <p role="status" className="text-sm empty:hidden">
        {written.isDone && `Saved. ${reader} reads it.`}
        {takenAway.isDone && !takenAway.isRunning && ' Taken away.'}
      </p>
    </>
  )
}
