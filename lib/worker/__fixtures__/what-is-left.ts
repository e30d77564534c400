import { sql } from 'drizzle-orm'
import type { Store } from '@/lib/adapters/store/store'

/** Rows as JSON. */
type Rows = readonly string[]

/** Not which node was asked when, nor at which block the contract was asked last, nor since when it said the same. */
const queries = {
  timelock_logs: 'select * from timelock_logs',
  timelock_settings: 'select * from timelock_settings',
  timelock_operations: "select to_jsonb(t) - 'told_block' - 'told_since' as row from timelock_operations t",
  timelocks: `select chain_id, address, kind, generation, detection::jsonb as detection, silent_delays,
    roles::jsonb -> 'claims' as roles, first_block, scan_from, indexed_block, indexed_hash,
    finalized_block, head_block, problem from timelocks`,
  // What pages of configured timelocks are made from.
  logs: 'select * from logs',
  scan_cursors: "select * from scan_cursors where subject = 'logs'",
  // Ranges with nothing between them are one, and blocks whose calls were searched are, by traces or, where the node had none
  // to give just then, by inputs.
  scan_ranges: `select chain_id, replace(subject, 'inputs:', 'calls:') as subject, problem,
      range_agg(int8range(from_block, to_block, '[]'))::text as blocks
    from scan_ranges group by 1, 2, 3`,
  told_timelocks: 'select chain_id, timelock, block, timestamp from told_timelocks',
  // What was told and not taken back, without its place: how often it was, and between what, is history. So is what was known of
  // operations of which no event tells when they were found.
  queue_events: `select e.json::jsonb - 'id' - 'sequence' as event, e.kind, e.about, e.at, e.block_number, e.subject,
      (select array_agg(t.topic order by t.topic) from queue_event_topics t where t.position = e.position) as topics
    from queue_events e where e.kind <> 'retracted' and e.json::jsonb #> '{detail,targets}' is distinct from '[]' and not exists (
      select from queue_events r where r.json::jsonb -> 'retracts' ->> 'id' = e.id)`,
}

export type WhatIsLeft = Readonly<Record<keyof typeof queries, Rows>>

/** All that indexing and telling leave in a store that does not depend on when it ran. */
export async function whatIsLeft({ database }: Store): Promise<WhatIsLeft> {
  const left: Record<string, Rows> = {}
  for (const [table, query] of Object.entries(queries)) {
    const json = sql.raw(`select to_json(t)::text as row from (${query}) t`)
    const { rows } = (await database.execute(json)) as unknown as { rows: { row: string }[] }
    left[table] = rows.map(({ row }) => row).sort()
  }
  return left as WhatIsLeft
}
