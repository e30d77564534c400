import type { Block, Known } from '@/lib/core/chain/snapshot'

export type ReadWordsParameters = {
  /** From which block on its events are read for the desk: as it is configured. */
  readonly protocol: { readonly deploymentBlock: number }
  /** What is known of the timelock itself; undefined while it is not followed yet. */
  readonly followed: { readonly firstBlock: Known<bigint> } | undefined
  readonly block: Pick<Block, 'number'>
}

/**
 * Which blocks the list of a protocol rests on, from its deployment where that is known. A configuration that begins later leaves
 * events out, and that is said.
 */
export function readWords({ protocol, followed, block }: ReadWordsParameters): string {
  const from = BigInt(protocol.deploymentBlock)
  const first = followed?.firstBlock.known ? followed.firstBlock.value : undefined
  if (first === undefined || first < from) {
    const words = `every block from ${number(from)} to ${number(block.number)} is read`
    return first === undefined
      ? words
      : `${words}; it was deployed in block ${number(first)}, and what came before ${number(from)} is not in this list`
  }
  return `every block from ${number(first)}, its deployment, to ${number(block.number)} is read`
}

const number = (block: bigint) => block.toLocaleString('en-US')
