import { type Abi, type AbiEvent, type Hash, toEventSelector } from 'viem'

/** `topics[0]` of every event of an ABI. */
export function eventTopics(abi: Abi): readonly Hash[] {
  return abi
    .filter((item): item is AbiEvent => item.type === 'event')
    .map((event) => toEventSelector(event))
}
