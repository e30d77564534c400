import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding } from '@/lib/core/check/finding'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import type { AssetFlows, AssetMove } from '@/lib/core/simulation/asset-flows'
import type { CallFrame } from '@/lib/core/simulation/call-frame'
import type { FailedCall } from '@/lib/core/simulation/explain-failure'
import { functionName } from '@/lib/core/simulation/explain-failure'
import type { ReadChange } from '@/lib/core/simulation/read-change'
import type { Simulation, SimulationStep } from '@/lib/core/simulation/simulation'
import type { ContractChanges, SlotChange } from '@/lib/core/simulation/state-diff'
import { alignRows } from './align-rows'

/** A simulation for the terminal: how it went, what was made up for it, what it writes and moves, whom it calls. */
export function renderSimulationText(report: SimulationReport): string {
  const { simulation, reads, findings } = report
  const { chainId, block, engine, path, overrides, steps, flows, created, gaps } = simulation
  const lines = [
    `Simulation at block ${block.number} of chain ${chainId}`,
    '',
    ...alignRows([
      ['  Path', path],
      ['  Block', block.hash],
      ['  Engine', engine],
      ...(simulation.safeTxHash ? [['  safeTxHash', simulation.safeTxHash]] : []),
      ...(simulation.operationId ? [['  Operation', simulation.operationId]] : []),
    ]),
    ...section(
      'Made up',
      overrides.map(({ reason }) => visibleText(reason)),
    ),
    ...section(
      'Steps',
      steps.flatMap((step) => describeStep(step, simulation)),
    ),
    ...section('Written', describeDiff(simulation)),
    ...section('Reads differently', describeReads(reads)),
    ...section('Moved', flows.moves.map(describeMove)),
    ...section('Allowed', describeAllowances(flows)),
    ...section('Created', created),
    ...section('Calls', steps.flatMap(describeCalls)),
    ...section('Compared', describeComparison(simulation)),
    ...section(
      'Not seen',
      gaps.map((gap) => visibleText(gap)),
    ),
    ...section('Checks', findings.filter(isTold).flatMap(describeFinding)),
    '',
    `The path: ${verdictWords[simulation.verdict]}`,
    `All together: ${report.verdict}`,
  ]
  return `${lines.join('\n')}\n`
}

const verdictWords = {
  pass: 'pass: it executes, and all that it writes was decoded. Whether it should, the checks say.',
  fail: 'fail: it does not execute.',
  unknown: 'unknown: not all of it could be run or seen.',
} as const

function describeReads(reads: SimulationReport['reads']): string[] {
  if (!reads.known) return [`unknown: ${visibleText(reads.reason)}`]
  const byFunction = new Map<string, ReadChange[]>()
  for (const read of reads.value) {
    const name = `${read.contract} ${read.expression.split('(')[0]}`
    byFunction.set(name, [...(byFunction.get(name) ?? []), read])
  }
  return [...byFunction].flatMap(([name, answers]) => {
    const more = answers.length - toldAnswers
    return [
      ...answers.slice(0, toldAnswers).map(describeRead),
      ...(more > 0 ? [`${visibleText(name)}: ${more} more answers differ`] : []),
    ]
  })
}

/** Answers of one function that are told; the JSON has all. */
const toldAnswers = 2

function describeRead({ contract, expression, before, after }: ReadChange): string {
  return `${contract} ${visibleText(expression)}  ${visibleText(before)} → ${visibleText(after)}`
}

/** What is fine is not in the way. */
function isTold({ verdict }: Finding): boolean {
  return verdict !== 'pass' && verdict !== 'not-applicable'
}

function describeFinding({ check, verdict, title, detail, evidence }: Finding): string[] {
  return [
    `${verdict.padEnd(8)}${check}  ${title}. ${visibleText(detail)}`,
    ...evidence.map(({ where, what }) => `  ${visibleText(where)}: ${visibleText(what)}`),
  ]
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines.map((line) => `  ${line}`)] : []
}

function describeStep(
  { kind, title, outcome }: SimulationStep,
  { gasLimit }: Simulation,
): string[] {
  const head = `${outcome.status.padEnd(12)}${kind.padEnd(10)}${visibleText(title)}`
  const indent = ' '.repeat(22)
  switch (outcome.status) {
    case 'not reached':
      return [head]
    case 'unknown':
      return [head, `${indent}${visibleText(outcome.reason)}`]
    case 'done': {
      if (!outcome.transaction) return [head]
      const { gasUsed, logs } = outcome.transaction
      const share = gasLimit.known ? `, ${percent(gasUsed, gasLimit.value)} of a block` : ''
      return [head, `${indent}${gasUsed} gas${share}, ${logs.length} events`]
    }
    case 'reverted': {
      const { failure } = outcome
      return [
        head,
        ...describeFailure(failure, indent),
        ...(failure.cause ? describeFailure(failure.cause, `${indent}because `) : []),
      ]
    }
  }
}

function describeFailure(
  { at, called, name, message, facts }: FailedCall,
  indent: string,
): string[] {
  const where = at ? `${at}${called ? ` ${called}` : ''}: ` : ''
  const space = ' '.repeat(indent.length + 2)
  return [
    `${indent}${where}${name ? `${visibleText(name)}: ` : ''}${visibleText(message)}`,
    ...alignRows(
      facts.map(([label, value]) => [label, visibleText(value)]),
      space,
    ),
  ]
}

function describeComparison({ compared }: Simulation): string[] {
  if (!compared) return []
  if (!compared.known) return [`unknown: ${visibleText(compared.reason)}`]
  const { differences } = compared.value
  const agreed = 'eth_simulateV1 of the other node comes to the same events, ether, gas and storage'
  return differences.length > 0 ? differences.map((one) => visibleText(one)) : [agreed]
}

/** One place behind the point, without a float in between. */
function percent(part: bigint, whole: bigint): string {
  if (whole === 0n) return '?'
  const tenths = (part * 1_000n) / whole
  return `${tenths / 10n}.${tenths % 10n} %`
}

function describeDiff({ diff }: Simulation): string[] {
  if (!diff.known) return [`unknown: ${visibleText(diff.reason)}`]
  return diff.value.contracts.flatMap(describeContract)
}

function describeContract({
  address,
  balance,
  nonce,
  codeHash,
  storage,
}: ContractChanges): string[] {
  const rows = [
    ...(balance ? [['balance', `${balance.before} → ${balance.after} wei`]] : []),
    ...(nonce ? [['nonce of the account', `${nonce.before} → ${nonce.after}`]] : []),
    ...(codeHash ? [['code', `${codeHash.before ?? 'none'} → ${codeHash.after ?? 'none'}`]] : []),
    ...storage.flatMap(describeSlot),
  ]
  return [address, ...alignRows(rows, '  ')]
}

function describeSlot({ slot, before, after, variables, problem }: SlotChange): string[][] {
  const read = variables.map((one) => [
    visibleText(one.path),
    `${visibleText(one.before?.text ?? 'nothing')} → ${visibleText(one.after?.text ?? 'nothing')}`,
  ])
  if (!problem) return read
  return [...read, [`slot ${slot}`, `${before} → ${after} (${visibleText(problem)})`]]
}

function describeMove(move: AssetMove): string {
  const way = `${move.from} → ${move.to}`
  switch (move.kind) {
    case 'ether':
      return `${way}  ${move.amount} wei`
    case 'erc20':
      return `${way}  ${move.amount} of ${move.token}`
    case 'erc721':
      return `${way}  number ${move.id} of ${move.token}`
    case 'erc1155':
      return `${way}  ${move.amount} of number ${move.id} of ${move.token}`
  }
}

function describeAllowances({ allowances }: AssetFlows): string[] {
  return allowances.map((one) => {
    const way = `${one.spender} may take from ${one.owner}`
    if (one.kind === 'amount') return `${way}  ${one.amount} of ${one.token}`
    if (one.kind === 'token') return `${way}  number ${one.id} of ${one.token}`
    return one.approved
      ? `${way}  all of ${one.token}`
      : `${one.spender} may no longer take from ${one.owner}  anything of ${one.token}`
  })
}

function describeCalls({ kind, outcome }: SimulationStep): string[] {
  const transaction = 'transaction' in outcome ? outcome.transaction : undefined
  if (!transaction?.frames.known) return []
  return [kind, ...transaction.frames.value.map(describeFrame)]
}

function describeFrame({ depth, kind, to, input, value, gasUsed, undone }: CallFrame): string {
  const name = functionName(kind, input.data)
  const sent = value > 0n ? ` with ${value} wei` : ''
  const end = undone ? ', undone' : ''
  return `${'  '.repeat(depth + 1)}${kind} ${to ?? 'nothing'} ${name}${sent}, ${gasUsed} gas${end}`
}
