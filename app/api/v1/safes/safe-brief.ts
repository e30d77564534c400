import type { ConfiguredSafe } from '@/app/(desk)/safes/configured-safes'

/** A Safe for machines: which it is, what it is there for, what it said of itself last and when that was. */
export function safeBrief({ at, role, state, desks }: ConfiguredSafe) {
  const [desk] = desks
  return {
    safe: at,
    role,
    protocols: desks.map(({ name }) => name),
    block: desk?.chain?.facts.block,
    readAt: desk?.readAt,
    stale: desk?.stale,
    state: state ?? { known: false as const, reason: 'Its chain has not answered yet.' },
  }
}
