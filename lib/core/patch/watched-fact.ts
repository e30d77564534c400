import type { Known } from '@/lib/core/chain/snapshot'

/** Every kind of thing that must stay as it is while a patch waits. */
export const watchedKinds = [
  'code',
  'implementation',
  'predecessor',
  'roles',
  'delay',
  'safe',
  'effect',
] as const

/** What kind of thing a fact is about that must stay as it is while a patch waits. */
export type WatchedKind = (typeof watchedKinds)[number]

/** How the facts begin that tell of the code behind a proxy. */
export const codeBehind = 'code behind '

/** One fact that a patch rests on, as it reads at one block. */
export type WatchedFact = {
  readonly kind: Exclude<WatchedKind, 'effect'>
  /** In words, and of one block as of another: `code of 0x…`. Tells facts apart. */
  readonly what: string
  readonly value: Known<string>
}
