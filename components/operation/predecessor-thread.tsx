import Link from 'next/link'
import type { Hash } from 'viem'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'

export type ThreadNode = {
  readonly operationId: Hash
  readonly title: string
  /** Undefined for the page one is on, and for what has no page. */
  readonly href?: string | undefined
  /** "done, Thu 19 Nov, 16:40", "waiting, this operation", "blocked until this is done". */
  readonly state: string
  readonly isDone: boolean
  readonly isThis?: boolean | undefined
}

/** The order of operations: what must be done before, this one, what waits for it. Stitched where it is done. */
export function PredecessorThread({ nodes }: { nodes: readonly ThreadNode[] }) {
  return (
    <ol className="flex max-md:flex-col">
      {nodes.map((node, index) => (
        <li key={node.operationId} className="flex min-w-0 flex-1 max-md:flex-col">
          <div className={`min-w-0 flex-1 rounded-panel border px-3.5 py-2.5 ${frame(node)}`}>
            <p className="font-semibold text-sm">
              {node.href ? (
                <Link href={node.href} prefetch={false} className="link">
                  <UntrustedText text={node.title} maxLength={80} />
                </Link>
              ) : (
                <UntrustedText text={node.title} maxLength={80} />
              )}
            </p>
            <p>
              <ShortHash hash={node.operationId} />
            </p>
            <p className="text-ink-3 text-xs">{node.state}</p>
          </div>
          {index < nodes.length - 1 && <Joint isDone={node.isDone} />}
        </li>
      ))}
    </ol>
  )
}

function frame({ isThis, isDone }: ThreadNode): string {
  if (isThis) return 'border-thread'
  return isDone ? 'border-line bg-sunken' : 'border-edge'
}

/** Stitched when what comes before is done, two open edges while it is not. */
function Joint({ isDone }: { isDone: boolean }) {
  return (
    <svg
      viewBox="0 0 40 20"
      width="40"
      height="20"
      aria-hidden="true"
      fill="none"
      className="shrink-0 self-center max-md:my-2.5 max-md:ml-4 max-md:rotate-90 max-md:self-start"
    >
      {isDone ? (
        <path
          d="M0 10H40M8 5V15M16 5V15M24 5V15M32 5V15"
          className="stroke-thread"
          strokeWidth="1.75"
        />
      ) : (
        <path d="M0 6H40M0 14H40" className="stroke-edge" />
      )}
    </svg>
  )
}
