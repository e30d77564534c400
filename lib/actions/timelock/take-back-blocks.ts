import { findKeptBlock, type KeptBlock } from '@/lib/actions/timelock/find-kept-block'
import type { FoldSubject } from '@/lib/actions/timelock/fold-touched'
import { takeBackTo } from '@/lib/actions/timelock/take-back-to'
import { type Asked, askUntilAgreed, problemsInWords } from '@/lib/adapters/rpc/ask-until-agreed'
import type { ChainNode, ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { NodesDisagreeError } from '@/lib/adapters/rpc/node-errors'
import type { Store } from '@/lib/adapters/store/store'
import type { Block } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'

/** A node is behind what was read before. Nothing is taken back for that. */
export class NodeBehindError extends BaseError {
  override readonly name = 'NodeBehindError'
  constructor({ host, head, indexed }: { host: string; head: bigint; indexed: bigint }) {
    super('The node is behind what was read before.', {
      facts: [
        ['Node', host],
        ['Newest block', String(head)],
        ['Read before', String(indexed)],
      ],
      hint: 'It may still be catching up; nothing is forgotten in the meantime.',
      retry: true,
    })
  }
}

/**
 * Compares what is indexed with the chain, and forgets what the chain has replaced: the newest end of a range that is still
 * there is where indexing goes on. Nothing is forgotten unless as many nodes as have to agree say the same of it.
 *
 * @param parameters.node Which knows the head; where one is enough, it is the one.
 * @returns The block up to which it is indexed now.
 * @throws NodeBehindError where the nodes do not contradict what is known, but know less; NodesDisagreeError;
 *   NodeSilentError, NodeRefusedError, NodeContradictsItselfError where none answers.
 */
export async function takeBackBlocks(
  { store, nodes, node, now }: TakingBack,
  { subject, indexed, head }: { subject: FoldSubject; indexed: Block; head: Block },
): Promise<Block | undefined> {
  if (head.hash === indexed.hash) return indexed
  const { timelock } = subject
  const others = nodes.quorum > 1 ? nodes.nodes.filter((each) => each !== node) : []
  const asked = await askUntilAgreed(
    { ...nodes, nodes: [node, ...others] },
    {
      ask: (each) => findKeptBlock({ store, node: each }, { timelock, indexed, head }),
      keyOf: tell,
    },
  )
  const verdict = asked.agreed?.answer
  if (!verdict) throw problemOf(asked, nodes)
  if (verdict.kind === 'there') return indexed
  if (verdict.kind === 'behind') {
    throw new NodeBehindError({ host: node.host, head: head.number, indexed: indexed.number })
  }
  const { kept } = verdict
  if (await takeBackTo(store, { subject, indexed, kept, now })) return kept
  return indexed
}

type TakingBack = {
  readonly store: Store
  readonly nodes: ChainNodes
  readonly node: ChainNode
  readonly now: Date
}

/** The same for nodes that say the same. */
function tell(verdict: KeptBlock): string {
  if (verdict.kind === 'there') return 'They are on its chain.'
  if (verdict.kind === 'behind') return 'It knows fewer blocks.'
  const { kept } = verdict
  return kept ? `They are gone after block ${kept.number}, ${kept.hash}.` : 'They are all gone.'
}

function problemOf({ groups, problems }: Asked<KeptBlock>, { quorum }: ChainNodes): unknown {
  if (groups.length === 0) return problems[0]?.error
  const told = groups.flatMap(({ answer, hosts }) =>
    hosts.map((host) => [host, tell(answer)] as const),
  )
  const answers = [...told, ...problemsInWords(problems)]
  return new NodesDisagreeError({ quorum, about: 'past', answers })
}
