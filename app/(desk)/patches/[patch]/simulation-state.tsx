import { UntrustedText } from '@/components/address/untrusted-text'
import { RenewalPanel } from '@/components/frame/renewal-panel'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { SimulationReading } from '@/lib/actions/simulation/read-simulation'
import type { SimulationProgress } from '@/lib/actions/simulation/simulation-progress'

/** Said above what a simulation found, while it is not the last word, or where there is none. */
export function SimulationState({ reading }: { reading: SimulationReading | undefined }) {
  const { last, progress, failure } = reading ?? {}
  return (
    <>
      {progress && (
        <Callout title="A simulation is under way" live="status">
          <p>
            <UntrustedText text={describeProgress(progress)} maxLength={200} />{' '}
            {last && 'What follows was found before. '}
            The page renews itself when it is done.
          </p>
          <RenewalPanel />
        </Callout>
      )}
      {failure !== undefined && !progress && (
        <Callout
          tone="unknown"
          title={last ? 'No newer simulation' : 'No simulation'}
          live="status"
        >
          <p>
            <UntrustedText text={failure} maxLength={400} />{' '}
            {last
              ? 'What follows was found before it.'
              : 'So what the patch does is unknown, and so are the checks that need it.'}
          </p>
        </Callout>
      )}
      {!last && !progress && failure === undefined && (
        <Panel padded>
          <EmptyState title="Not simulated">
            It was not tried here while it was open, or its chain has not answered yet.
          </EmptyState>
        </Panel>
      )}
    </>
  )
}

function describeProgress(progress: SimulationProgress): string {
  switch (progress.phase) {
    case 'review':
      return 'The patch is reviewed first.'
    case 'facts':
      return 'The code is compiled again and compared with the chain.'
    case 'turn':
      return 'It waits for a fork of the chain.'
    case 'path':
      return `On the fork: ${progress.title}.`
    case 'trials':
      return `Experiment ${progress.number} of ${progress.count}, with and without the patch.`
  }
}
