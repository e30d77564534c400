import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { describeDelay, describeNamed } from '@/lib/core/authority/describe-path'
import type { PathStep, PowerPath } from '@/lib/core/authority/power-paths'

/** Who decides, through what, after how long: one thread from the first to the deed, stitched where it waits. */
export function PowerPathView({ path: { steps, delay } }: { path: PowerPath }) {
  return (
    <ol className="power-path">
      {steps.map((step, index) => (
        <li key={step.address ?? index} data-kind={step.standing.kind}>
          <i aria-hidden="true" />
          <StepView step={step} isFirst={index === 0} />
        </li>
      ))}
      <li data-kind="deed">
        <i aria-hidden="true" />
        <span className="font-medium">{describeDelay(delay)}</span>
      </li>
    </ol>
  )
}

function StepView({ step, isFirst }: { step: PathStep; isFirst: boolean }) {
  const { address, name } = step
  const what = describeNamed(step)
  return (
    <div className="min-w-0">
      {!isFirst && <span className="sr-only">through </span>}
      {name === undefined ? (
        <UntrustedText text={what} maxLength={300} />
      ) : (
        <>
          <span className="font-medium">
            <UntrustedText text={name} maxLength={60} />
          </span>{' '}
          <span className="text-ink-2 text-xs">
            <UntrustedText text={what} maxLength={300} />
          </span>
        </>
      )}
      {address && (
        <div>
          <AddressView address={address} full />
        </div>
      )}
    </div>
  )
}
