import Link from 'next/link'
import type { Hash } from 'viem'
import type { AddressLabels } from '@/components/address/address-labels'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { operationPath } from '@/components/frame/paths'
import { operationTitle } from '@/components/operation-list/operation-title'
import { standingWords } from '@/components/operation-list/standing-words'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { OrderedOperation } from '@/lib/core/timelock/kind/ordered-operation'
import { layoutOrder, type OrderNode, type OrderState } from './order-layout'
import { whyDead } from './why-dead'

export type OrderPictureProps = {
  timelock: ChainAddress
  operations: readonly OrderedOperation[]
  /** The operation of the page. */
  current?: Hash | undefined
  /** There is more than what is drawn. */
  isCut?: boolean | undefined
  labels?: AddressLabels | undefined
}

/** Fit beside the rail of a page; on a phone, one does. */
const besideEachOther = 3
const box = { width: 236, height: 54, right: 40, below: 14 } as const
const margin = 2

/** What has to be done before what: a picture, and the same in words, with the dead ends named. */
export function OrderPicture({ timelock, operations, current, isCut, labels }: OrderPictureProps) {
  const { nodes, columns, rows } = layoutOrder(operations)
  const width = columns * (box.width + box.right) - box.right + 2 * margin
  const height = rows * (box.height + box.below) - box.below + 2 * margin
  const title = (node: OrderNode) => nodeTitle(node, labels)
  return (
    <Panel>
      <section
        aria-label="Picture of the order"
        className="overflow-x-auto p-4 max-md:p-3"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys
        tabIndex={0}
      >
        <svg
          role="img"
          aria-label={`${nodes.length} operations in order; the same is said in words below`}
          width={inLetters(width)}
          height={inLetters(height)}
          viewBox={`0 0 ${width} ${height}`}
          fill="none"
        >
          {nodes.map((node) => (
            <Edge
              key={node.id}
              node={node}
              before={nodes.find(({ id }) => id === node.predecessor)}
            />
          ))}
          {nodes.map((node) => (
            <Box key={node.id} node={node} title={title(node)} isCurrent={node.id === current} />
          ))}
        </svg>
      </section>
      <div className="border-line border-t px-4 py-2 max-md:px-3">
        {columns > 1 && (
          <p className={`text-ink-2 text-xs ${columns > besideEachOther ? '' : 'md:hidden'}`}>
            {columns} steps, one to the right of the other: what does not fit is reached by
            scrolling.
          </p>
        )}
        <Disclosure summary="In words" open={nodes.length < 6}>
          <ol className="grid gap-2 pb-1 text-sm">
            {nodes.map((node) => (
              <li key={node.id}>
                <div className="flex flex-wrap items-baseline gap-x-2">
                  {node.operation && node.id !== current ? (
                    <Link
                      className="link link-target font-medium"
                      href={operationPath(timelock, node.id)}
                      prefetch={false}
                    >
                      <UntrustedText text={title(node)} maxLength={120} />
                    </Link>
                  ) : (
                    <span className="font-medium">
                      <UntrustedText text={title(node)} maxLength={120} />
                    </span>
                  )}
                  {node.id === current && <span className="text-ink-3">this operation</span>}
                  <ShortHash hash={node.id} />
                </div>
                <OrderWords node={node} nodes={nodes} title={title} />
              </li>
            ))}
          </ol>
        </Disclosure>
        {isCut && (
          <p className="text-ink-2 text-xs">More operations belong to this order than are drawn.</p>
        )}
      </div>
    </Panel>
  )
}

function nodeTitle({ operation }: OrderNode, labels: AddressLabels | undefined): string {
  return operation ? operationTitle(operation, labels) : 'Not known here'
}

/** The picture grows with the letters of the page, and those in it with the picture. */
const inLetters = (pixels: number) => `${pixels / 16}rem`

const left = ({ column }: OrderNode) => margin + column * (box.width + box.right)
const top = ({ row }: OrderNode) => margin + row * (box.height + box.below)

/** Stitched where what comes before is done, two open edges while it is not, broken where it cannot be. */
function Edge({ node, before }: { node: OrderNode; before: OrderNode | undefined }) {
  if (!before) return null
  const [x, end] = [left(before) + box.width, left(node)]
  const [y, to] = [top(before) + box.height / 2, top(node) + box.height / 2]
  const middle = x + box.right / 2
  const path = (by: number) => `M${x} ${y + by}H${middle + by}V${to + by}H${end}`
  if (before.state === 'done') {
    const stitches = [5, 12, 28, 35].map((at) => `M${x + at} ${(at < 20 ? y : to) - 4}v8`).join('')
    return <path d={path(0) + stitches} className="stroke-thread" strokeWidth="1.75" />
  }
  const isDead = before.state === 'over' || before.state === 'missing'
  if (isDead) {
    return (
      <>
        <path d={path(0)} className="stroke-edge" strokeDasharray="3 4" />
        <path
          d={`M${end - 15} ${to - 5}l10 10M${end - 5} ${to - 5}l-10 10`}
          className="stroke-fail"
          strokeWidth="1.75"
        />
      </>
    )
  }
  return <path d={path(-3) + path(3)} className="stroke-edge" />
}

const frames: Readonly<Record<OrderState, string>> = {
  done: 'fill-sunken stroke-line',
  over: 'fill-sunken stroke-edge',
  free: 'fill-surface stroke-edge',
  behind: 'fill-surface stroke-edge',
  'dead-end': 'fill-surface stroke-fail',
  missing: 'fill-surface stroke-unknown',
}

function Box({ node, title, isCurrent }: { node: OrderNode; title: string; isCurrent: boolean }) {
  const x = left(node)
  const y = top(node)
  const shown = visibleText(title, { maxLength: 120 })
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={box.width}
        height={box.height}
        rx="6"
        className={isCurrent ? 'fill-surface stroke-thread' : frames[node.state]}
        strokeWidth={isCurrent ? 2 : 1}
        strokeDasharray={node.state === 'missing' ? '4 3' : undefined}
      />
      <text x={x + 12} y={y + 22} className="fill-ink font-medium text-[12px]">
        {shown.length > 33 ? `${shown.slice(0, 32)}…` : shown}
      </text>
      <text x={x + 12} y={y + 40} className="fill-ink-3 text-[12px]">
        {boxWords(node)}
      </text>
    </g>
  )
}

function boxWords({ id, operation, state }: OrderNode): string {
  const word = operation ? standingWords[operation.standing] : 'not known'
  return `${id.slice(0, 8)}…${id.slice(-4)} · ${state === 'dead-end' ? 'dead end' : word}`
}

function OrderWords({
  node,
  nodes,
  title,
}: {
  node: OrderNode
  nodes: readonly OrderNode[]
  title: (node: OrderNode) => string
}) {
  const { operation, predecessor, state } = node
  if (!operation) {
    return (
      <Verdict verdict="unknown">
        no event read here schedules it; what waits for it is blocked until it is done
      </Verdict>
    )
  }
  const before = nodes.find(({ id }) => id === predecessor)
  const word = standingWords[operation.standing]
  if (!before) return <p className="text-ink-2">{word}</p>
  const name = before.operation ? (
    <UntrustedText text={title(before)} maxLength={80} />
  ) : (
    'what it waits for'
  )
  if (state !== 'dead-end') {
    return (
      <p className="text-ink-2">
        {word}, after {name}
      </p>
    )
  }
  return (
    <Verdict verdict="fail">
      {word}: dead end, because {name} {whyDead(before)}
    </Verdict>
  )
}
