import { standingWords } from '@/components/operation-list/standing-words'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { formatUtc, isoUtc } from '@/components/time/format-time'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { standingByEvents } from '@/lib/core/timelock/kind/reconcile'
import { standingMeanings } from './standing-meanings'
import { whyBlocked } from './why-blocked'

export type StandingTableProps = {
  page: Omit<ListedOperation, 'operation'> & { readonly operation: QueuedOperation }
  clock: ChainClock | undefined
}

/** What the events tell, what the contract says, and what counts. */
export function StandingTable({ page, clock }: StandingTableProps) {
  const { operation, told, standing, due, mismatch } = page
  const now = clock && BigInt(chainSeconds(clock))
  const last = operation.instances.at(-1)
  const age = blocksBefore(told, clock)
  const closing = last?.executed ?? last?.cancelled ?? last?.scheduled
  return (
    <Panel>
      <DataTable caption="Where the operation stands" columns={['Told by', 'State', 'As of']}>
        <tr>
          <DataCell label="Told by">Its events</DataCell>
          <DataCell label="State">
            {now === undefined ? (
              <Verdict verdict="unknown">no block was read yet</Verdict>
            ) : (
              standingWords[standingByEvents(operation, now)]
            )}
            {last && (
              <div className="text-ink-3 text-xs">
                <Since instance={last} now={now} />
              </div>
            )}
          </DataCell>
          <DataCell label="As of">
            {closing && <>the event in block {closing.blockNumber.toLocaleString('en-US')}</>}
          </DataCell>
        </tr>
        <tr>
          <DataCell label="Told by">The contract</DataCell>
          <DataCell label="State">
            {told.known ? (
              <>
                {standingWords[told.value.standing]}
                <div>
                  {mismatch === undefined ? (
                    <Verdict verdict="pass">
                      {age
                        ? 'did not contradict its events then'
                        : 'does not contradict its events'}
                    </Verdict>
                  ) : (
                    <Verdict verdict="fail">contradicts its events</Verdict>
                  )}
                </div>
              </>
            ) : (
              <Verdict verdict="unknown">{told.reason}</Verdict>
            )}
          </DataCell>
          <DataCell label="As of">
            {told.known && <AsOf block={told.value.blockNumber} age={age} />}
          </DataCell>
        </tr>
        <tr>
          <DataCell label="Told by" className="font-semibold">
            What counts
          </DataCell>
          <DataCell label="State">
            <b>{standingWords[standing]}</b>
            <Meaning page={page} />
            {isAhead(standing) && (
              <div className="text-ink-3 text-xs">
                from <Time at={due} />
              </div>
            )}
          </DataCell>
          <DataCell label="As of">
            {clock && (
              <>
                block {clock.block.number.toLocaleString('en-US')},{' '}
                <Time at={clock.block.timestamp} />
              </>
            )}
          </DataCell>
        </tr>
      </DataTable>
    </Panel>
  )
}

function AsOf({ block, age }: { block: bigint; age: string | undefined }) {
  return (
    <>
      block {block.toLocaleString('en-US')}
      {age && <div className="text-ink-3 text-xs">{age} the rest of this page</div>}
    </>
  )
}

/** How much older an answer is than the block of the page: `3 blocks before`. */
function blocksBefore(
  told: StandingTableProps['page']['told'],
  clock: ChainClock | undefined,
): string | undefined {
  const count = told.known && clock ? clock.block.number - told.value.blockNumber : 0n
  if (count <= 0n) return undefined
  return count === 1n ? '1 block before' : `${count.toLocaleString('en-US')} blocks before`
}

/** Since when it stands there by its events, or from when on. */
function Since({ instance, now }: { instance: QueuedInstance; now: bigint | undefined }) {
  const { eta, expires, executed, cancelled } = instance
  const closed = executed ?? cancelled
  const isStale = expires !== undefined && now !== undefined && now > expires
  const ended = closed?.blockTimestamp ?? (isStale ? expires : undefined)
  return ended === undefined ? (
    <>
      from <Time at={eta} />
    </>
  ) : (
    <>
      since <Time at={ended} />
    </>
  )
}

const isAhead = (standing: OperationStanding) =>
  standing === 'waiting' || standing === 'ready' || standing === 'blocked'

function Meaning({ page }: Pick<StandingTableProps, 'page'>) {
  const meaning = page.standing === 'blocked' ? whyBlocked(page) : standingMeanings[page.standing]
  return meaning === undefined ? null : <p className="text-ink-2">{meaning}</p>
}

function Time({ at }: { at: bigint }) {
  const seconds = Number(at)
  return <time dateTime={isoUtc(seconds)}>{formatUtc(seconds, { form: 'second' })}</time>
}
