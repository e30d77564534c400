import { BaseError } from '@/lib/core/error/base-error'

type NodeErrorParameters = {
  readonly host: string
  readonly method: string
  readonly reason: string
}

/** A node answered, and its answer is no. It may give one to a smaller question. */
export class NodeRefusedError extends BaseError {
  override readonly name = 'NodeRefusedError'

  /** By name: who made the nodes may be another bundle, with a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof BaseError && value.name === 'NodeRefusedError'
  }

  constructor({ host, method, reason }: NodeErrorParameters) {
    super('A node refused a request.', {
      facts: [
        ['Node', host],
        ['Request', method],
        ['Reason', reason],
      ],
      hint: 'A smaller range or another node may be served.',
    })
  }
}

/** A node did not answer, or said that it has no time. Asking for less does not help. */
export class NodeSilentError extends BaseError {
  override readonly name = 'NodeSilentError'

  /** By name: who made the nodes may be another bundle, with a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof BaseError && value.name === 'NodeSilentError'
  }

  constructor({ host, method, reason }: NodeErrorParameters) {
    super('A node did not answer.', {
      facts: [
        ['Node', host],
        ['Request', method],
        ['Reason', reason],
      ],
      hint: 'Check that it is running and that rpcUrls names it; it is asked again later.',
      retry: true,
    })
  }
}

/** A node answered what cannot be. Nothing of such an answer is used. */
export class NodeContradictsItselfError extends BaseError {
  override readonly name = 'NodeContradictsItselfError'
  constructor({ host, what }: { readonly host: string; readonly what: string }) {
    super('A node contradicts itself.', {
      facts: [
        ['Node', host],
        ['What', what],
      ],
      hint: 'Its chain may have been reorganised in between: it is asked again. If it stays so, take another node.',
      retry: true,
    })
  }
}

/** Too few nodes say the same. Who lies is not known, so that none is believed. */
export class NodesDisagreeError extends BaseError {
  override readonly name = 'NodesDisagreeError'
  constructor({
    quorum,
    about,
    answers,
  }: {
    readonly quorum: number
    readonly about: keyof typeof disagreements
    /** What each gave, in words. */
    readonly answers: readonly (readonly [host: string, answer: string])[]
  }) {
    const { what, hint } = disagreements[about]
    super(`Fewer than ${quorum} nodes ${what}.`, { facts: answers, hint, retry: true })
  }
}

const lookWhich = 'Look which node of rpcUrls is at fault.'
const disagreements = {
  events: {
    what: 'gave the same events',
    hint: `These blocks stay unscanned until enough nodes agree. ${lookWhich}`,
  },
  head: {
    what: 'told their newest block',
    hint: 'Name as many nodes in rpcUrls as have to agree.',
  },
  state: {
    what: 'told what contracts say',
    hint: 'Name as many nodes in rpcUrls as have to agree.',
  },
  past: {
    what: 'say the same of the blocks that were read before',
    hint: `Nothing is forgotten until enough nodes agree. ${lookWhich}`,
  },
} as const
