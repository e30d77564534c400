import { setTimeout as sleep } from 'node:timers/promises'
import type { Block } from '@/lib/core/chain/snapshot'
import type { ChainNode, ChainNodes } from './chain-nodes'
import { NodesDisagreeError } from './node-errors'
import { readNodeHead } from './read-node-blocks'

/** The newest block of a node. */
export type NodeHead = { readonly head: Block; readonly node: ChainNode }

/** Seconds by which the newest block of a chain may be old before it is doubted that it is the newest. */
const oldAfter = 300

/** Milliseconds for which the others are waited for, once enough have answered. */
const patience = 1_000

/** Nodes for which that was too short the last time: nobody waits for them until they have answered. */
const late = new WeakSet<ChainNode>()

/**
 * The newest block that enough nodes have reached, as the slowest of them knows it.
 *
 * Where several have to agree, all are asked at once: neither one that stands still nor one that runs ahead decides. Where each
 * may speak alone, the first is asked alone, which is the one request that it costs; only where its block is below what is
 * indexed, or old by the clock, the next ones are asked too, so that a node that stands still is not believed for ever.
 *
 * @param parameters.indexed Up to which block it is indexed, where somebody goes on from there.
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError where too few answer.
 */
export async function readAgreedHead(
  nodes: ChainNodes,
  { indexed }: { readonly indexed?: bigint | undefined } = {},
): Promise<NodeHead> {
  const { heads, problem } =
    nodes.quorum > 1 ? await askTogether(nodes) : await askInTurns(nodes, indexed)
  const newestFirst = heads.toSorted((a, b) => Number(b.head.number - a.head.number))
  const agreed = newestFirst[nodes.quorum - 1]
  if (agreed) return agreed
  throw problem ?? new NodesDisagreeError({ quorum: nodes.quorum, about: 'head', answers: [] })
}

type Heads = { readonly heads: readonly NodeHead[]; readonly problem: unknown }

async function askInTurns({ nodes }: ChainNodes, indexed = 0n): Promise<Heads> {
  const heads: NodeHead[] = []
  let problem: unknown
  for (const node of nodes) {
    try {
      const head = await readNodeHead(node)
      heads.push({ head, node })
      const isOld = Number(head.timestamp) + oldAfter < Date.now() / 1_000
      if (head.number >= indexed && !isOld) break
    } catch (error) {
      problem = error
    }
  }
  return { heads, problem }
}

async function askTogether({ nodes, quorum }: ChainNodes): Promise<Heads> {
  const found = new Map<ChainNode, Block>()
  const open = new Set(nodes)
  let problem: unknown
  const ask = async (node: ChainNode) => {
    try {
      found.set(node, await readNodeHead(node))
      late.delete(node)
    } catch (error) {
      problem = error
    }
    open.delete(node)
  }
  const asked = nodes.map((node) => ({ answer: ask(node), isPunctual: !late.has(node) }))
  const all = asked.map(({ answer }) => answer)
  await new Promise<void>((resolve) => {
    const isDone = () => found.size >= quorum || open.size === 0
    for (const answer of all) answer.then(() => isDone() && resolve())
  })
  const over = new AbortController()
  const wait = sleep(patience, undefined, { signal: over.signal }).catch(() => {})
  const punctual = asked.flatMap(({ answer, isPunctual }) => (isPunctual ? [answer] : []))
  await Promise.race([Promise.all(punctual), wait])
  over.abort()
  for (const node of open) late.add(node)
  // In the order of the configuration, which decides between equals.
  const heads = nodes.flatMap((node) => {
    const head = found.get(node)
    return head ? [{ head, node }] : []
  })
  return { heads, problem }
}
