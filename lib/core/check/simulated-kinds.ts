import type { Check } from './check'
import type { FactKind, SimulatedFactValues } from './check-facts'

export type SimulatedKind = keyof SimulatedFactValues

const kinds: Readonly<Record<SimulatedKind, true>> = {
  simulation: true,
  'initialized versions': true,
  'proxy slots': true,
  'safe settings': true,
  'asset changes': true,
  'invariant answers': true,
  journeys: true,
  'price answers': true,
  'pair answers': true,
  'consumer answers': true,
  'operation orders': true,
  'stranger calls': true,
  'storage after': true,
  'getter reads': true,
  'role probes': true,
  'upgrade attempts': true,
  rollbacks: true,
  'mutated transactions': true,
}

/** Whether only running a patch on a fork tells it: a review does not gather it, a simulation does. */
export function isSimulatedKind(kind: FactKind): boolean {
  return Object.hasOwn(kinds, kind)
}

/** Whether a simulation answers a check, which stays unknown to a review, or says more of it than a review can. */
export function isSimulatedCheck({ needs, may = [] }: Pick<Check, 'needs' | 'may'>): boolean {
  return [...needs, ...may].some(isSimulatedKind)
}
