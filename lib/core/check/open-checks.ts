import type { Check } from './check'

/** What a check waits for that no review here gathers yet. */
export type Lack = 'sources' | 'simulation' | 'replay' | 'device'

/** A check of the catalogue that nothing here can answer: its place is kept, and what it would say is unknown. */
export type OpenCheck = Pick<Check, 'id' | 'title' | 'severity'> & { readonly lacks: Lack }

type Row = readonly [id: string, severity: OpenCheck['severity'], lacks: Lack, title: string]

const rows: readonly Row[] = [
  ['ST-11', 'critical', 'simulation', 'No new variable is read while it is still zero'],
  ['AC-03', 'high', 'simulation', 'Each role can do what it could'],
  ['SE-05', 'critical', 'simulation', 'Contracts that rely on it still understand it'],
  ['SM-01', 'high', 'simulation', 'Only declared state is written'],
  ['SM-02', 'critical', 'simulation', 'No balance changes'],
  ['SM-03', 'high', 'simulation', 'No allowance is granted'],
  ['SM-04', 'high', 'simulation', 'Getters answer as before'],
  ['SM-05', 'critical', 'simulation', 'Prices stay within bounds'],
  ['SM-06', 'critical', 'simulation', 'Users can do what they could'],
  ['CF-01', 'high', 'simulation', 'Parameters that belong together agree'],
  ['DR-01', 'high', 'replay', 'Past transactions have the same effect'],
  ['DR-02', 'critical', 'replay', 'Nothing that reverted succeeds'],
  ['DR-03', 'critical', 'replay', 'Nothing that succeeded reverts'],
  ['DR-04', 'medium', 'replay', 'Gas stays'],
  ['DR-05', 'medium', 'replay', 'Mutated transactions have the same effect'],
  ['FV-02', 'medium', 'sources', 'The protocol’s invariants are proved'],
  ['FV-04', 'high', 'sources', 'No earlier fix is undone'],
  ['TX-04', 'critical', 'device', 'The device shows the hash that is shown here'],
]

/** The checks of the catalogue without an implementation, in its order. */
export const openChecks: readonly OpenCheck[] = rows.map(([id, severity, lacks, title]) => ({
  id,
  title,
  severity,
  lacks,
}))

const reasons: Readonly<Record<Lack, string>> = {
  sources: 'the sources of the implementations were not compared',
  simulation: 'no simulation was made',
  replay: 'no past transactions were replayed',
  device: 'only the signer sees the device',
}

/** Why a check has no answer, in a clause. */
export function describeLack(lack: Lack): string {
  return reasons[lack]
}
