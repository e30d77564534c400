'use client'

import { useState } from 'react'
import { type Address, isAddressEqual } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { BlockedButton, Button } from '@/components/ui/button'
import { ErrorView } from '@/components/ui/error-view'
import { Field, fieldAria } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import { WrongNetworkPanel } from '@/components/wallet/wrong-network-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { draftDelegate, longestLabel } from '@/lib/core/safe/draft-delegate'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { type Delegating, useDelegating } from '@/lib/hooks/use-delegating'
import { useWallet } from '@/lib/hooks/use-wallet'

export type DelegatesPanelProps = {
  config: PublicConfig
  safe: SafeState
  delegates: readonly { delegate: Address; delegator: Address; label: string }[]
}

/** Who may propose without being an owner is named, and dismissed, by the owner in whose name they do. */
export function DelegatesPanel(props: DelegatesPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <Delegates {...props} />
    </WalletProviderPanel>
  )
}

function Delegates({ config, safe, delegates }: DelegatesPanelProps) {
  const { account } = useWallet()
  const delegating = useDelegating(safe.safe)
  const { remove, add } = delegating
  const own = delegates.filter(({ delegate, delegator }) =>
    [delegate, delegator].some((each) => account && isAddressEqual(each, account)),
  )
  return (
    <div className="grid gap-3">
      <WrongNetworkPanel config={config} chainId={safe.safe.chainId} />
      {own.length > 0 && (
        <ul className="grid gap-2 text-sm">
          {own.map(({ delegate, delegator, label }) => (
            <li key={`${delegate}:${delegator}`} className="grid gap-1">
              <span>
                <UntrustedText text={label} maxLength={longestLabel} />{' '}
                <AddressView address={delegate} />
              </span>
              <Button
                size="small"
                aria-busy={remove.isRunning}
                onClick={() => remove.run({ delegate, delegator })}
              >
                Take back what <AddressView address={delegate} /> may do
              </Button>
            </li>
          ))}
        </ul>
      )}
      <DelegateForm safe={safe} account={account} add={add} />
      {remove.error && <ErrorView error={remove.error} live="alert" />}
      <p role="status" className="text-sm empty:hidden">
        {add.isDone && !add.isRunning && 'They may propose in your name now.'}
        {remove.isDone && !remove.isRunning && 'Taken back.'}
      </p>
    </div>
  )
}

function DelegateForm({
  safe,
  account,
  add,
}: {
  safe: SafeState
  account: Address | undefined
  add: Delegating['add']
}) {
  const [typed, setTyped] = useState({ address: '', label: '' })
  const { delegate, problem } = draftDelegate({ text: typed.address, owners: safe.owners })
  const label = typed.label.trim()
  const reasons = [
    ...obstaclesOf(account, safe),
    ...(delegate ? [] : [problem ?? 'Their address is missing.']),
    ...(label === '' ? ['A label is missing: the others read it.'] : []),
  ]
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (delegate && reasons.length === 0) add.run({ delegate, label })
      }}
    >
      <p className="text-ink-3 text-xs">
        Somebody whom you name may propose here in your name. Their signature does not count, and
        the Safe itself knows nothing of it. You sign a request to the Safe service, good for this
        hour.
      </p>
      <Field id="delegate-address" label="Address of the delegate" error={problem}>
        <TextInput
          {...fieldAria({ id: 'delegate-address', hasError: problem !== undefined })}
          mono
          value={typed.address}
          onChange={(event) => setTyped({ ...typed, address: event.target.value })}
        />
      </Field>
      <Field id="delegate-label" label="Label" hint="Who they are, in a few words.">
        <TextInput
          {...fieldAria({ id: 'delegate-label', hasError: false })}
          maxLength={longestLabel}
          value={typed.label}
          onChange={(event) => setTyped({ ...typed, label: event.target.value })}
        />
      </Field>
      {reasons.length > 0 ? (
        <BlockedButton id="add-delegate" wide reasons={reasons}>
          Sign the delegation
        </BlockedButton>
      ) : (
        <Button type="submit" wide aria-busy={add.isRunning}>
          {add.isRunning ? 'Waiting for the wallet…' : 'Sign the delegation'}
        </Button>
      )}
      {add.error && <ErrorView error={add.error} live="alert" />}
    </form>
  )
}

function obstaclesOf(account: Address | undefined, { owners }: SafeState): string[] {
  if (!account) return ['Connect a wallet that owns this Safe.']
  return owners.some((owner) => isAddressEqual(owner, account))
    ? []
    : ['Your account is not an owner of this Safe.']
}
