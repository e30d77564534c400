import { BaseError } from '@/lib/core/error/base-error'

const names = {
  report: 'Report',
  simulation: 'Simulation',
  replay: 'Replay',
  attestation: 'Attestation',
} as const

/** What is to be verified is of another chain than the node. */
export class OtherChainError extends BaseError {
  override readonly name = 'OtherChainError'
  constructor({ noun, told, node }: { noun: keyof typeof names; told: string; node: string }) {
    super(`The ${noun} is of another chain than the node serves.`, {
      facts: [
        [names[noun], told],
        ['Node', node],
      ],
      hint: `Give a node of the chain of the ${noun}, with --rpc.`,
    })
  }
}
