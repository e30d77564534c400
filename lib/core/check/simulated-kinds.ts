import type { Check } from './check'
import type { FactKind, SimulatedFactValues } from './check-facts'

export type SimulatedKind = keyof SimulatedFactValues

const kinds: Readonly<Record<SimulatedKind, true>> = {
  simulation: true,
  'initialized versions': true,
  'proxy slots': true,
  'safe settings': true,
  'stranger calls': true,
  'upgrade attempts': true,
  rollbacks: true,
}

/** Whether only running a patch on a fork tells it: a review does not gather it, a simulation does. */
export function isSimulatedKind(kind: FactKind): boolean {
  return Object.hasOwn(kinds, kind)
}

/** Whether a simulation answers a check; to a review it stays unknown. */
export function isSimulatedCheck({ needs }: Pick<Check, 'needs'>): boolean {
  return needs.some(isSimulatedKind)
}
