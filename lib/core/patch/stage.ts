/** Every stage, in the order of a patch's life. */
export const stages = [
  'draft',
  'proposed',
  'scheduled',
  'ready',
  'blocked',
  'executed',
  'cancelled',
  'superseded',
  'rolled-back',
] as const

/**
 * Where a patch stands in its life. Always derived from chain facts and proposals, never stored.
 * `executed` patches are watched; `blocked` is a scheduled one whose predecessor is not done.
 */
export type Stage = (typeof stages)[number]

const open: ReadonlySet<Stage> = new Set(['draft', 'proposed', 'scheduled', 'ready', 'blocked'])

/** Whether it may still be executed. */
export function isOpen(stage: Stage): boolean {
  return open.has(stage)
}
