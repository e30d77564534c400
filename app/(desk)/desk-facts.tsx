import { FactStrip } from '@/components/time/fact-strip'
import type { PublicConfig } from '@/lib/config/public-config'
import type { ProtocolDesk } from '@/lib/core/patch/desk'

/** One strip per chain: the protocols of a chain are read at the same block. */
export function DeskFacts({
  desks,
  config,
}: {
  desks: readonly ProtocolDesk[]
  config: PublicConfig
}) {
  const perChain = new Map(desks.map((desk) => [desk.chainId, desk]))
  return [...perChain.values()].map((desk) => {
    const { chain, readAt, stale, sources, chainId } = desk
    return (
      <FactStrip
        key={chainId}
        chainName={config.chains.find(({ id }) => id === chainId)?.name ?? `chain ${chainId}`}
        clock={chain && { block: chain.facts.block, readAt }}
        sources={sources.map(({ name, problem }) => ({
          name,
          answers: problem === undefined,
          detail: name === 'Chain' && stale?.isAnswering ? 'still being read' : undefined,
        }))}
        stale={
          stale && {
            seconds: Math.max(0, Math.floor((Date.now() - readAt) / 1000)),
            what: stale.isAnswering ? 'The newest block has not been read in full' : undefined,
            consequence: chain
              ? `${stale.reason} What you see is as old as that. Nothing can be signed or sent until the chain ${stale.isAnswering ? 'was read' : 'answers again'}.`
              : `${stale.reason} All that needs the chain is unknown. What was proposed here is shown.`,
          }
        }
      />
    )
  })
}
