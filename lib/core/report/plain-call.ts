import type { RunCall } from '@/lib/core/patch/run-call'

/** A call and nothing else: a Safe transaction is one too, and a report has no place for the rest of it. */
export function plainCall({ target, value, data, operation }: RunCall): RunCall {
  return { target, value, data, operation }
}
