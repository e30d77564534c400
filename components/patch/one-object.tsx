import type { Hash } from 'viem'
import { HashView } from '@/components/address/hash-view'
import { Panel } from '@/components/ui/panel'

export type OneObjectProps = {
  /** The dossier's digest, where there is a dossier. */
  digest?: Hash | undefined
  operationId?: Hash | undefined
  /** Of the Safe transaction that schedules, executes or cancels it. */
  safeTxHash?: Hash | undefined
  /** E.g. "hashOperationBatch(4 calls, no predecessor, salt)". */
  operationNote?: string | undefined
}

/** The chain of hashes: the dossier is in the operation, the operation is in what owners sign. */
export function OneObject({ digest, operationId, safeTxHash, operationNote }: OneObjectProps) {
  const links = [
    {
      name: 'Patch digest',
      hash: digest,
      note: 'keccak-256 of the dossier; used as the timelock salt',
    },
    {
      name: 'Operation id',
      hash: operationId,
      note:
        operationNote ?? 'what the timelock knows it by; commits to calls, predecessor and salt',
    },
    { name: 'safeTxHash', hash: safeTxHash, note: 'what the owners of the Safe sign' },
  ].filter(({ hash }) => hash !== undefined)
  return (
    <Panel title="One object" note="computed here">
      <ol className="px-4 pt-1 pb-3">
        {links.map(({ name, hash, note }, index) => (
          <li key={name} className="relative grid pt-2.5 pl-5.5 text-sm">
            <Knot isFirst={index === 0} isLast={index === links.length - 1} />
            <b>{name}</b>
            {hash && <HashView hash={hash} copyLabel={`Copy ${name}`} />}
            <span className="text-ink-3 text-xs">{note}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Knot({ isFirst, isLast }: { isFirst: boolean; isLast: boolean }) {
  return (
    <span aria-hidden="true" className="absolute inset-y-0 left-0 w-4">
      {!isFirst && (
        <span className="absolute top-0 left-[7px] h-4 border-thread border-l-[1.5px]" />
      )}
      {!isLast && (
        <span className="absolute top-4 bottom-0 left-[7px] border-thread border-l-[1.5px]" />
      )}
      <span className="absolute top-[15px] left-[3px] size-[9px] rounded-full bg-thread" />
    </span>
  )
}
