import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

export type DelaysBeforeParameters = {
  readonly detection: TimelockDetection
  /** Changes of delays that are no longer on the chain, oldest first. */
  readonly gone: readonly { readonly name: string; readonly before?: bigint | undefined }[]
  /** As its kind calls its delays; undefined where it changes none without an event. */
  readonly names: NonNullable<TimelockAdapter['silentDelays']>['names'] | undefined
}

/**
 * A timelock with the delays that it had before changes that are gone, so that what it answers next is held against these.
 *
 * @returns undefined where nothing tells what they were.
 */
export function delaysBefore({
  detection,
  gone,
  names,
}: DelaysBeforeParameters): TimelockDetection | undefined {
  if (!names) return detection
  const { minDelay, gracePeriod, ...rest } = detection
  const first = (name: string | undefined) =>
    name === undefined ? undefined : gone.find((one) => one.name === name)
  const [ofDelay, ofPeriod] = [first(names.minDelay), first(names.gracePeriod)]
  const isUnknown = [ofDelay, ofPeriod].some((one) => one && one.before === undefined)
  if (isUnknown) return undefined
  const delay = ofDelay ? ofDelay.before : minDelay
  const period = ofPeriod ? ofPeriod.before : gracePeriod
  return {
    ...rest,
    ...(delay !== undefined && { minDelay: delay }),
    ...(period ? { gracePeriod: period } : {}),
  }
}
