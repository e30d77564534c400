import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolDesk } from '@/lib/core/patch/desk'

/** Why what was not found may be there all the same: a chain could not be read now. Undefined where all of them were. */
export function unreadError(desks: readonly ProtocolDesk[]): BaseError | undefined {
  const unread = desks.find(({ stale }) => stale)
  return (
    unread &&
    new BaseError('It is not known here, and not everything could be read now.', {
      facts: [
        ['Protocol', unread.name],
        ['Chain', unread.stale?.reason ?? ''],
      ],
      hint: 'Ask again in a moment.',
      retry: true,
    })
  )
}
