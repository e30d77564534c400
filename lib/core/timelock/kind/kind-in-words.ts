import { kindNames } from '@/lib/core/timelock/kind/kind-names'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

/** A kind with its generation: a version stands behind the name, and what is told in words after a comma. */
export function kindInWords({
  kind,
  generation,
}: Pick<TimelockDetection, 'kind' | 'generation'>): string {
  const name = kindNames[kind]
  if (name.endsWith(generation)) return name
  return /^\d/.test(generation) ? `${name} ${generation}` : `${name}, ${generation}`
}
