'use client'

import { useState } from 'react'
import { type Address, type Hash, isAddressEqual } from 'viem'
import { BlockedButton, Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, fieldAria } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import type { OperationPermissions } from '@/lib/core/patch/operation-permissions'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { Action } from '@/lib/hooks/use-action'

export type CancelOperationPanelProps = {
  operationId: Hash
  permissions: OperationPermissions
  guardian: Address | undefined
  /** The chain does not answer, or the wallet is on another one. */
  isBlocked: boolean
  /** A Safe transaction that cancels it is already collecting signatures. */
  isProposed: boolean
  cancel: Action<void>
  proposeCancel: Action<SafeState>
}

/** Cancelling cannot be undone, so it is outlined, said in words and confirmed by typing. */
export function CancelOperationPanel(props: CancelOperationPanelProps) {
  const { operationId, permissions, guardian, isBlocked, isProposed, cancel, proposeCancel } = props
  const [via, setVia] = useState<'direct' | SafeState>()
  const nameOf = ({ safe }: SafeState) =>
    guardian && isAddressEqual(safe.address, guardian) ? 'guardian Safe' : 'Safe'
  const offers = isBlocked ? [] : permissions.cancelVia
  const canDirect = permissions.cancel.allowed && !isBlocked

  return (
    <div className="grid gap-2 border-line border-t pt-3">
      {canDirect && (
        <Button tone="danger" wide onClick={() => setVia('direct')}>
          Cancel operation
        </Button>
      )}
      {offers.map((safe) => (
        <Button key={safe.safe.address} tone="danger" wide onClick={() => setVia(safe)}>
          Propose to cancel through the {nameOf(safe)}
        </Button>
      ))}
      {!canDirect && offers.length === 0 && (
        <BlockedButton
          id="cancel-operation"
          wide
          reasons={
            isBlocked
              ? ['Nothing can be sent now; the reason stands above.']
              : permissions.cancel.reasons
          }
        >
          Cancel operation
        </BlockedButton>
      )}
      {isProposed && (
        <p className="text-ink-2 text-xs">
          A Safe transaction that cancels this is already in the queue.
        </p>
      )}
      {proposeCancel.isDone && (
        <p role="status" className="text-sm">
          Proposed. It stands in the queue until enough owners of that Safe have signed.
        </p>
      )}
      <ConfirmCancel
        operationId={operationId}
        open={via !== undefined}
        onClose={() => setVia(undefined)}
        how={via === undefined || via === 'direct' ? undefined : nameOf(via)}
        onConfirm={() => {
          if (via === 'direct') cancel.run()
          else if (via) proposeCancel.run(via)
          setVia(undefined)
        }}
      />
    </div>
  )
}

function ConfirmCancel({
  operationId,
  open,
  onClose,
  onConfirm,
  how,
}: {
  operationId: Hash
  open: boolean
  onClose: () => void
  onConfirm: () => void
  how: string | undefined
}) {
  const [typed, setTyped] = useState('')
  const end = operationId.slice(-6)
  const matches = typed.trim().toLowerCase() === end
  return (
    <Dialog id="confirm-cancel" danger title="Cancel this operation?" open={open} onClose={onClose}>
      <p className="text-sm">
        {how
          ? `You sign a transaction of the ${how}. Once enough of its owners have signed and it is executed, the operation is gone and has to be scheduled again from the start.`
          : 'The operation is gone at once and has to be scheduled again, with its whole delay.'}
      </p>
      <p className="break-all font-mono text-xs">{operationId}</p>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (!matches) return
          setTyped('')
          onConfirm()
        }}
      >
        <Field id="confirm-cancel-end" label={`Type the last six characters, ${end}`}>
          <TextInput
            {...fieldAria({ id: 'confirm-cancel-end', hasError: false })}
            mono
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <div className="flex flex-wrap items-start gap-2">
          <Button onClick={onClose}>Keep the operation</Button>
          {matches ? (
            <Button type="submit" tone="danger">
              {how ? 'Sign the cancellation' : 'Cancel operation'}
            </Button>
          ) : (
            <BlockedButton id="confirm-cancel-button" reasons={['Type the six characters first.']}>
              {how ? 'Sign the cancellation' : 'Cancel operation'}
            </BlockedButton>
          )}
        </div>
      </form>
    </Dialog>
  )
}
