import type { Address } from 'viem'
import type { FlowEdge } from './flow-edges'

/** Pixels of the picture. */
export const flowSize = { width: 1152, box: 332, height: 54, gap: 18, line: 40 } as const

export type FlowBox = { readonly address: Address; readonly x: number; readonly y: number }

export type FlowCurve = {
  readonly edge: FlowEdge
  readonly path: string
  /** Where its label stands. */
  readonly x: number
  readonly y: number
}

export type FlowLayout = {
  readonly boxes: readonly FlowBox[]
  readonly curves: readonly FlowCurve[]
  readonly height: number
}

/** Who gives at the left, who gets at the right, and a curve for each asset between two of them. */
export function layOutFlows(edges: readonly FlowEdge[]): FlowLayout {
  const { width, box, height, gap } = flowSize
  const givers = [...new Set(edges.map(({ from }) => from))]
  const takers = untangle([...new Set(edges.map(({ to }) => to))], edges, givers)
  const column = (count: number) => count * (height + gap) - gap
  // Every curve has a line for its label.
  const whole = Math.max(column(givers.length), column(takers.length), edges.length * flowSize.line)
  const place = (list: readonly Address[], x: number): FlowBox[] => {
    const top = (whole - column(list.length)) / 2
    return list.map((address, index) => ({ address, x, y: top + index * (height + gap) }))
  }
  const left = place(givers, 0)
  const right = place(takers, width - box)
  const between = (edge: FlowEdge) => middleOf(left, edge.from) + middleOf(right, edge.to)
  const drawn = edges.toSorted((a, b) => between(a) - between(b))
  const curves = drawn.map((edge, index): FlowCurve => {
    const start = middleOf(left, edge.from)
    const end = middleOf(right, edge.to)
    const y = ((index + 0.5) * whole) / drawn.length
    const [x1, x2] = [box, width - box - 8]
    const mid = (x1 + x2) / 2
    const path = `M${x1} ${start}C${x1 + 50} ${start} ${mid - 70} ${y} ${mid} ${y}S${x2 - 50} ${end} ${x2} ${end}`
    return { edge, path, x: mid, y }
  })
  return { boxes: [...left, ...right], curves, height: whole }
}

/** Those who get at the height of those who give to them, so that few curves cross. */
function untangle(
  takers: readonly Address[],
  edges: readonly FlowEdge[],
  givers: readonly Address[],
): Address[] {
  const heightOf = (taker: Address) => {
    const from = edges.filter(({ to }) => to === taker).map((edge) => givers.indexOf(edge.from))
    return from.reduce((sum, one) => sum + one, 0) / from.length
  }
  return takers.toSorted((a, b) => heightOf(a) - heightOf(b))
}

function middleOf(boxes: readonly FlowBox[], address: Address): number {
  const found = boxes.find((box) => box.address === address)
  return (found?.y ?? 0) + flowSize.height / 2
}
