import type { ReactNode } from 'react'
import type { Address } from 'viem'
import { describeAmount, type FlowEdge } from './flow-edges'

/** Who gives what to whom where the picture does not fit: whoever gives, with a thread to each who gets. */
export function FlowList({
  edges,
  partyOf,
}: {
  edges: readonly FlowEdge[]
  partyOf: (address: Address, side: 'gives' | 'gets' | 'is given') => ReactNode
}) {
  const givers = [...new Set(edges.map(({ from }) => from))]
  return (
    <ul className="grid gap-5 px-3 py-3 text-sm md:hidden">
      {givers.map((giver) => (
        <li key={giver}>
          <div className="rounded-tag border border-edge px-2.5 py-1.5">
            {partyOf(giver, 'gives')}
          </div>
          <ul className="ml-3 border-thread border-l-2">
            {edges
              .filter(({ from }) => from === giver)
              .map((edge) => (
                <li key={edge.key} className="pt-2.5 last:-mb-px">
                  <p className="pl-3.5">
                    <b className="tabular-nums">{describeAmount(edge)}</b>
                    {edge.moves > 1 && (
                      <span className="text-ink-3 text-xs"> in {edge.moves} moves</span>
                    )}
                    {edge.token && (
                      <span className="block text-ink-2 text-xs">
                        <span className="sr-only">of </span>
                        {partyOf(edge.token, 'is given')}
                      </span>
                    )}
                  </p>
                  <div className="mt-1 flex items-center">
                    <span aria-hidden="true" className="w-3.5 shrink-0 border-thread border-t-2" />
                    <span className="sr-only">goes to </span>
                    <div className="min-w-0 grow rounded-tag border border-edge px-2.5 py-1.5">
                      {partyOf(edge.to, 'gets')}
                    </div>
                  </div>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
