import Link from 'next/link'
import type { AddressLabels } from '@/components/address/address-labels'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { operationPath } from '@/components/frame/paths'
import { operationTitle } from '@/components/operation-list/operation-title'
import { standingWords } from '@/components/operation-list/standing-words'
import { Verdict } from '@/components/ui/verdict'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import type { OrderedOperation } from '@/lib/core/timelock/kind/ordered-operation'
import { layoutOrder, type OrderNode } from './order-layout'
import { whyBlocked } from './why-blocked'
import { whyDead } from './why-dead'

export type OperationObstacleProps = {
  page: Pick<ListedOperation, 'timelock' | 'id' | 'standing' | 'predecessor' | 'waitsFor'> & {
    readonly order: readonly OrderedOperation[]
  }
  labels?: AddressLabels | undefined
}

/** Besides its delay, what keeps an open operation from being executed. Nothing where nothing does. */
export function OperationObstacle({ page, labels }: OperationObstacleProps) {
  const { timelock, id, order, standing } = page
  if (!['waiting', 'ready', 'blocked'].includes(standing)) return null
  const { nodes } = layoutOrder(order)
  const node = nodes.find((each) => each.id === id)
  const before = nodes.find((each) => each.id === node?.predecessor)
  const name = before && <Name node={before} timelock={timelock} labels={labels} />
  if (before && node?.state === 'dead-end') {
    return (
      <Verdict verdict="fail">
        Dead end: it cannot be executed, because {name} {whyDead(before)}
      </Verdict>
    )
  }
  if (before && node?.state === 'behind') {
    const what = before.operation ? `, which is ${standingWords[before.operation.standing]}` : ''
    if (standing !== 'blocked') {
      return (
        <span className="text-ink-2 text-sm">
          Also waits for {name}
          {what}.
        </span>
      )
    }
    return (
      <Verdict verdict="warn">
        Blocked: it waits for {name}
        {what}.
      </Verdict>
    )
  }
  if (standing !== 'blocked') return null
  return <Verdict verdict="warn">Blocked. {whyBlocked(page)}</Verdict>
}

function Name({
  node: { id, operation },
  timelock,
  labels,
}: {
  node: OrderNode
  timelock: ListedOperation['timelock']
  labels: AddressLabels | undefined
}) {
  if (!operation) {
    return (
      <>
        its predecessor <ShortHash hash={id} copyLabel="Copy predecessor" />
      </>
    )
  }
  return (
    <>
      <Link className="link" href={operationPath(timelock, id)} prefetch={false}>
        <UntrustedText text={operationTitle(operation, labels)} maxLength={80} />
      </Link>{' '}
      <ShortHash hash={id} />
    </>
  )
}
