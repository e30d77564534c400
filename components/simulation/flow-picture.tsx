import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { shortAddress } from '@/lib/core/chain/short-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { describeAmount, type FlowEdge } from './flow-edges'
import { flowSize, layOutFlows } from './flow-layout'

/** Who gives what to whom, drawn; the same stands in the table below it, which is what is read aloud. */
export function FlowPicture({
  edges,
  labels,
}: {
  edges: readonly FlowEdge[]
  labels?: AddressLabels | undefined
}) {
  const { boxes, curves, height } = layOutFlows(edges)
  const { width, box, height: boxHeight } = flowSize
  return (
    <svg
      aria-hidden="true"
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
      className="flow-picture mx-auto max-w-[1152px] max-md:hidden"
    >
      {curves.map(({ edge, path }) => (
        <path key={edge.key} d={path} className="flow-curve" />
      ))}
      {boxes.map(({ address, x, y }) => (
        <g key={`${x} ${address}`}>
          <rect x={x} y={y} width={box} height={boxHeight} rx={6} className="flow-box" />
          {x > 0 && <path d={`M${x - 10} ${y + 19}l9 8l-9 8z`} className="flow-head" />}
          <text x={x + 12} y={y + 22} className="flow-name">
            {nameOf(address, { labels, gives: x === 0 })}
          </text>
          <text x={x + 12} y={y + 41} className="flow-address">
            {address}
          </text>
        </g>
      ))}
      {curves.map(({ edge, x, y }) => {
        const amount = shorten(describeAmount(edge))
        const asset = assetOf(edge, labels)
        const half = Math.max(amount.length, asset?.length ?? 0) * 3.4 + 8
        const top = asset ? 17 : 11
        return (
          <g key={edge.key}>
            <rect
              x={x - half}
              y={y - top}
              width={half * 2}
              height={top * 2}
              className="flow-ground"
            />
            <text x={x} y={asset ? y - 3 : y + 4} textAnchor="middle">
              {amount}
            </text>
            {asset && (
              <text x={x} y={y + 12} textAnchor="middle" className="flow-asset">
                {asset}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

function nameOf(
  address: Address,
  { labels, gives }: { labels: AddressLabels | undefined; gives: boolean },
): string {
  if (isAddressEqual(address, zeroAddress)) return gives ? 'made anew' : 'destroyed'
  const label = configuredLabelOf(labels, address)
  return label === undefined ? 'no name known' : visibleText(label, { maxLength: 40 })
}

function assetOf({ token }: FlowEdge, labels: AddressLabels | undefined): string | undefined {
  if (token === undefined) return undefined
  const label = configuredLabelOf(labels, token)
  return label === undefined ? shortAddress(token) : visibleText(label, { maxLength: 30 })
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
