import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'

/** Why an operation whose delay is over cannot be executed. */
export function whyBlocked({
  predecessor,
  waitsFor,
}: Pick<ListedOperation, 'predecessor' | 'waitsFor'>): string {
  if (predecessor) return 'Its predecessor is not done: executing it would fail.'
  if (waitsFor) return 'Others stand before it in the queue: executing it would fail.'
  return 'The contract would refuse it as things are: executing it would fail.'
}
