import { UntrustedText } from '@/components/address/untrusted-text'
import { KeyValue } from '@/components/ui/key-value'
import { Verdict, type VerdictKind } from '@/components/ui/verdict'
import type { FailedCall } from '@/lib/core/simulation/explain-failure'
import type { Simulation, SimulationStep, StepOutcome } from '@/lib/core/simulation/simulation'
import { shareOf } from './share-of'

const looks: Record<StepOutcome['status'], { verdict: VerdictKind; words: string }> = {
  done: { verdict: 'pass', words: 'done' },
  reverted: { verdict: 'fail', words: 'reverts' },
  'not reached': { verdict: 'not-applicable', words: 'not reached' },
  unknown: { verdict: 'unknown', words: 'unknown' },
}

/** How each step of the path went, what it cost, and why it failed if it did. */
export function StepList({ steps, gasLimit }: Pick<Simulation, 'steps' | 'gasLimit'>) {
  return (
    <ol className="divide-y divide-line">
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a path never change places
          key={index}
          className="grid grid-cols-[6.5rem_minmax(0,1fr)_auto] gap-x-3 gap-y-1 px-4 py-2.5 text-sm max-md:grid-cols-[minmax(0,1fr)] max-md:px-3"
        >
          <span>
            <Verdict verdict={looks[step.outcome.status].verdict}>
              {looks[step.outcome.status].words}
            </Verdict>
          </span>
          <div className="min-w-0">
            <b className="mr-1.5">{step.kind}</b>
            <span className="text-ink-2">
              <UntrustedText text={step.title} maxLength={400} />
            </span>
            <Outcome outcome={step.outcome} />
          </div>
          <Cost step={step} gasLimit={gasLimit} />
        </li>
      ))}
    </ol>
  )
}

function Cost({
  step: { outcome },
  gasLimit,
}: { step: SimulationStep } & Pick<Simulation, 'gasLimit'>) {
  const transaction = 'transaction' in outcome ? outcome.transaction : undefined
  if (!transaction) return null
  const { gasUsed, logs } = transaction
  return (
    <span className="text-right text-ink-3 text-xs tabular-nums max-md:text-left">
      {gasUsed.toLocaleString('en')} gas
      {gasLimit.known && `, ${shareOf(gasUsed, gasLimit.value)} of a block`},{' '}
      {logs.length === 1 ? '1 event' : `${logs.length} events`}
    </span>
  )
}

function Outcome({ outcome }: { outcome: StepOutcome }) {
  if (outcome.status === 'unknown') {
    return (
      <p className="mt-1 text-ink-2 text-xs">
        <UntrustedText text={outcome.reason} maxLength={600} />
      </p>
    )
  }
  if (outcome.status !== 'reverted') return null
  const { failure } = outcome
  return (
    <div className="mt-2 grid gap-2 rounded-tag bg-fail-bg px-3 py-2 text-xs">
      <Failed call={failure} />
      {failure.cause && <Failed call={failure.cause} because />}
    </div>
  )
}

function Failed({ call, because = false }: { call: FailedCall; because?: boolean }) {
  const { at, called, name, message, facts, data } = call
  return (
    <div>
      <p>
        {because && 'because '}
        {at && <span className="font-mono">{at}</span>}{' '}
        {called && (
          <code>
            <UntrustedText text={called} maxLength={200} />
          </code>
        )}
        {(at || called) && ': '}
        {name && (
          <b>
            <UntrustedText text={name} maxLength={100} />{' '}
          </b>
        )}
        <UntrustedText text={message} maxLength={600} />
      </p>
      {facts.length > 0 && (
        <div className="mt-1">
          <KeyValue
            stacked
            rows={facts
              .slice(0, 12)
              .map(([label, value]) => [
                <UntrustedText key="label" text={label} maxLength={60} />,
                <UntrustedText key="value" text={value} maxLength={300} />,
              ])}
          />
        </div>
      )}
      {data.size > 0 && !name && (
        <p className="mt-1 break-all font-mono text-ink-2">
          {data.data.length > 202 ? `${data.data.slice(0, 202)}…` : data.data} ({data.size} bytes)
        </p>
      )}
    </div>
  )
}
