import type { ReactNode } from 'react'
import type { Hash } from 'viem'
import { ShortHash } from '@/components/address/short-hash'
import { reportFilePath } from '@/components/frame/paths'
import { formatDuration } from '@/components/time/format-time'
import { TimeView } from '@/components/time/time-view'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { Block } from '@/lib/core/chain/snapshot'
import { reproducePath, reproduceSimulation } from '@/lib/core/report/reproduce-simulation'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import type { Simulation, SimulationVerdict } from '@/lib/core/simulation/simulation'

export type SimulationHeadProps = {
  report: SimulationReport
  hash: Hash
  /** Latest block at which a simulation came to the same. */
  confirmedBlock?: bigint | undefined
  /** Where the chain is now; undefined where it is silent. */
  head?: Block | undefined
}

const results: Record<SimulationVerdict, string> = {
  pass: 'executes, and all that it writes was decoded',
  fail: 'does not execute',
  unknown: 'not all of it could be run or seen',
}

const engines: Record<Simulation['engine'], string> = {
  fork: 'a fork of the chain (Anvil)',
  eth_simulateV1: 'eth_simulateV1 of a node, which tells no calls',
}

/** What came of it, on which block, and how to have it again. */
export function SimulationHead({ report, hash, confirmedBlock, head }: SimulationHeadProps) {
  const { simulation } = report
  const { verdict, block, engine, path } = simulation
  return (
    <Panel padded>
      <dl className="flex flex-wrap gap-x-10 gap-y-3 text-sm max-md:grid max-md:grid-cols-[minmax(0,1fr)]">
        <Fact label="Execution">
          <span className="inline-flex flex-wrap items-baseline gap-x-2">
            <Verdict verdict={verdict} boxed={verdict !== 'pass'} /> {results[verdict]}
          </span>
        </Fact>
        <Fact label="Checks">
          <Found findings={report.findings} />
        </Fact>
        <Fact label="Block">
          {block.number.toLocaleString('en')}, <TimeView at={block.timestamp} /> UTC
          {describeAge({ block, confirmedBlock, head })}
        </Fact>
        <Fact label="Path">{path}</Fact>
        <Fact label="Engine">{engines[engine]}</Fact>
        <Fact label="Gas">{gasOf(simulation)}</Fact>
        {simulation.safeTxHash && (
          <Fact label="Bytes">
            those to be signed <ShortHash hash={simulation.safeTxHash} />
          </Fact>
        )}
        <Fact label="Raw data">
          <a href={reportFilePath(hash)} download="simulation.json" className="link">
            simulation.json
          </a>
        </Fact>
        <Fact label="Hash">
          <ShortHash hash={hash} copyLabel="Copy hash of the simulation" />
        </Fact>
      </dl>
      <div className="mt-3">
        <Disclosure summary="Try it again on another machine">
          <CodeBlock>{reproduceSimulation()}</CodeBlock>
          <p className="mt-1 max-w-prose text-ink-2 text-xs">
            With the raw data as the file; RPC_URL a node of the chain that has the state of block{' '}
            {block.number.toLocaleString('en')}; SOURCES a folder of the project, or the address of
            this or any instance: what it gives is checked by its hash.
          </p>
          {report.simulation.steps.length > 0 && (
            <>
              <CodeBlock>{reproducePath()}</CodeBlock>
              <p className="mt-1 max-w-prose text-ink-2 text-xs">
                Only the path, by eth_simulateV1 of that node: without Anvil and without sources.
              </p>
            </>
          )}
        </Disclosure>
      </div>
    </Panel>
  )
}

/** Only what went wrong or is not known: that it executes says nothing of what it does. */
function Found({ findings }: Pick<SimulationReport, 'findings'>) {
  const counts = (['fail', 'unknown', 'warn'] as const).flatMap((verdict) => {
    const count = findings.filter((one) => one.verdict === verdict).length
    return count > 0 ? [[verdict, count] as const] : []
  })
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-3">
      {counts.map(([verdict, count]) => (
        <Verdict key={verdict} verdict={verdict} boxed={verdict === 'fail'}>
          {count} {countWords[verdict]}
        </Verdict>
      ))}
      <span>of {findings.length} that were tried</span>
    </span>
  )
}

const countWords = { fail: 'failed', unknown: 'unknown', warn: 'to look at' } as const

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-xs">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** How far behind the chain it is: nothing where it is at the head. */
function describeAge({
  block,
  confirmedBlock,
  head,
}: {
  block: Block
  confirmedBlock: bigint | undefined
  head: Block | undefined
}): string {
  const confirmed = confirmedBlock !== undefined && confirmedBlock > block.number
  const latest = confirmed ? confirmedBlock : block.number
  const same = confirmed ? `; the same at block ${latest.toLocaleString('en')}` : ''
  if (!head) return `${same}. The chain is silent, so how old this is is unknown.`
  const blocks = head.number - latest
  if (blocks <= 0n) return same
  const behind = `${blocks.toLocaleString('en')} ${blocks === 1n ? 'block' : 'blocks'} ago`
  if (confirmed) return `${same}, ${behind}`
  return `; ${behind}, ${formatDuration(Number(head.timestamp - block.timestamp))}`
}

function gasOf({ steps, gasLimit }: Simulation): string {
  const used = steps.flatMap(({ kind, outcome }) =>
    'transaction' in outcome && outcome.transaction
      ? [`${kind} ${outcome.transaction.gasUsed.toLocaleString('en')}`]
      : [],
  )
  if (used.length === 0) return 'nothing ran'
  const limit = gasLimit.known ? `; a block holds ${gasLimit.value.toLocaleString('en')} gas` : ''
  return `${used.join(', ')} gas${limit}`
}
