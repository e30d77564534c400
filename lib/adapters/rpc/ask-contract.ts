import { type Address, type Hex, numberToHex } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { Block } from '@/lib/core/chain/snapshot'
import type { ChainNode, ChainNodes, NodeRequest } from './chain-nodes'
import { NodeContradictsItselfError, NodeRefusedError, NodesDisagreeError } from './node-errors'

/** What to ask at one block. */
export type ContractQuestion =
  | { readonly call: Pick<Call, 'target' | 'data'> }
  | { readonly codeOf: Address }

/** What was answered; `answer` is undefined where the contract itself failed. Or why the node did not do its part. */
export type ContractAnswer = { readonly answer: Hex | undefined } | { readonly problem: string }

/** How nodes put it that the code itself failed. */
const failures =
  /revert|out ?of ?gas|opcode|invalid ?(fe|jump)|stack ?(under|over)flow|VM execution error/i

/**
 * Asks contracts at one block, of nodes that know it under this hash, before and after: one after the other, until as many as have to
 * agree have said the same to each question.
 *
 * @returns One for each question, in their order; a problem where too few said the same.
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError of the last node where too few could be asked.
 */
export async function askContract(
  { nodes, quorum }: Pick<ChainNodes, 'nodes' | 'quorum'>,
  { questions, block }: { readonly questions: readonly ContractQuestion[]; readonly block: Block },
): Promise<ContractAnswer[]> {
  if (questions.length === 0) return []
  let problem: unknown
  let heard = 0
  const votes = questions.map(() => new Vote(quorum))
  for (const node of nodes) {
    // Who has to agree with nobody is asked for all at once, and the next one only where that fails.
    const open = votes.flatMap((vote, at) => (vote.agreed ? [] : [at]))
    if (open.length === 0 || (quorum === 1 && heard > 0)) break
    try {
      const asked = open.flatMap((at) => questions[at] ?? [])
      const answers = await askNode(node, asked, block)
      for (const [n, at] of open.entries()) votes[at]?.add(answers[n])
      heard += 1
    } catch (error) {
      problem = error
    }
  }
  if (heard < quorum)
    throw problem ?? new NodesDisagreeError({ quorum, about: 'state', answers: [] })
  return votes.map((vote) => vote.agreed ?? vote.problem)
}

/** What nodes say to one question. */
class Vote {
  agreed: ContractAnswer | undefined
  #problem: string | undefined
  readonly #quorum: number
  readonly #times = new Map<string, number>()

  constructor(quorum: number) {
    this.#quorum = quorum
  }

  /** Why nothing is agreed on. */
  get problem(): ContractAnswer {
    const [only, ...others] = this.#times.keys()
    const isDisputed = only !== undefined && others.length > 0
    const disputed = `fewer than ${this.#quorum} nodes say the same`
    return { problem: isDisputed ? disputed : (this.#problem ?? disputed) }
  }

  add(answer: ContractAnswer | undefined): void {
    if (!answer) return
    if ('problem' in answer) {
      this.#problem = answer.problem
      return
    }
    const key = answer.answer?.toLowerCase() ?? 'failed'
    const times = (this.#times.get(key) ?? 0) + 1
    this.#times.set(key, times)
    if (times >= this.#quorum) this.agreed = answer
  }
}

async function askNode(
  node: ChainNode,
  questions: readonly ContractQuestion[],
  block: Block,
): Promise<ContractAnswer[]> {
  const at = numberToHex(block.number)
  const requests = questions.map((question): NodeRequest => {
    if ('codeOf' in question) return { method: 'eth_getCode', params: [question.codeOf, at] }
    const { target, data } = question.call
    return { method: 'eth_call', params: [{ to: target, data }, at] }
  })
  // In one request with the questions: behind one URL there may be machines with another chain.
  const asksBlock = { method: 'eth_getBlockByNumber', params: [at, false] }
  const [before, ...answers] = await node.batch([asksBlock, ...requests, asksBlock])
  const after = answers.pop()
  if (![before, after].every((each) => hashOf(each) === block.hash)) {
    const what = `block ${block.number} has not the hash ${block.hash} any more`
    throw new NodeContradictsItselfError({ host: node.host, what })
  }
  return answers.map(readAnswer)
}

function hashOf(answer: unknown): string | undefined {
  if (answer instanceof NodeRefusedError) throw answer
  const { hash } = (answer ?? {}) as { hash?: unknown }
  return typeof hash === 'string' ? hash.toLowerCase() : undefined
}

function readAnswer(answer: unknown): ContractAnswer {
  if (answer instanceof NodeRefusedError) {
    const reason = answer.facts.find(([label]) => label === 'Reason')?.[1] ?? ''
    return failures.test(reason)
      ? { answer: undefined }
      : { problem: `the node refused: ${reason}` }
  }
  if (typeof answer !== 'string' || !/^0x(?:[0-9a-f]{2})*$/i.test(answer)) {
    return { problem: 'the node answered no bytes' }
  }
  return { answer: answer as Hex }
}
