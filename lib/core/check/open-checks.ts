import type { Check } from './check'

/** What a check waits for that no review here gathers yet. */
export type Lack = 'sources' | 'device'

/** A check of the catalogue that nothing here can answer: its place is kept, and what it would say is unknown. */
export type OpenCheck = Pick<Check, 'id' | 'title' | 'severity'> & { readonly lacks: Lack }

type Row = readonly [id: string, severity: OpenCheck['severity'], lacks: Lack, title: string]

const rows: readonly Row[] = [
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
  device: 'only the signer sees the device',
}

/** Why a check has no answer, in a clause. */
export function describeLack(lack: Lack): string {
  return reasons[lack]
}
