import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'

export type ResimulationViewProps = {
  resimulation:
    | {
        readonly block: bigint
        readonly transactions: number
        readonly words: number
        readonly differences: readonly string[]
      }
    | undefined
  error: Error | null
}

const mostDifferences = 30

/** Whether this browser's own node comes to the same; where it does not, nothing on the page is louder. */
export function ResimulationView({ resimulation, error }: ResimulationViewProps) {
  if (error) {
    return (
      <Callout tone="unknown" live="alert" title="This browser could not simulate it again">
        <p>
          <UntrustedText text={error.message.split('\n').slice(0, 3).join(' ')} maxLength={400} />
        </p>
      </Callout>
    )
  }
  if (!resimulation) {
    return <Callout live="status" title="This browser’s own node walks the path again …" />
  }
  const { block, transactions, words, differences } = resimulation
  const at = `at block ${block.toLocaleString('en')}`
  if (differences.length === 0) {
    return (
      <Callout live="status" tone="pass" title="Your own RPC comes to the same">
        <p>
          {transactions} {transactions === 1 ? 'transaction' : 'transactions'} {at} with the same
          status, gas, events and ether, and {words} {words === 1 ? 'word' : 'words'} of storage. It
          was asked by eth_simulateV1, which tells no calls; what words mean is not compared.
        </p>
      </Callout>
    )
  }
  return (
    <Callout
      live="alert"
      tone="fail"
      title="Your own RPC comes to something else: do not sign by this simulation"
    >
      <ul className="grid gap-1">
        {differences.slice(0, mostDifferences).map((difference) => (
          <li key={difference} className="break-words">
            <UntrustedText text={difference} maxLength={400} />
          </li>
        ))}
      </ul>
      {differences.length > mostDifferences && (
        <p>{differences.length - mostDifferences} more differences.</p>
      )}
    </Callout>
  )
}
