'use client'

import { useEffect, useState } from 'react'
import { AddressView } from '@/components/address/address-view'
import { BlockedButton, Button } from '@/components/ui/button'
import { Field, fieldAria } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { draftLabel } from '@/lib/core/safe/draft-label'
import type { OwnerLabel } from '@/lib/core/safe/owner-label'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { Action } from '@/lib/hooks/use-action'
import { useNaming } from '@/lib/hooks/use-owner-words'
import { SignInPanel } from './sign-in-panel'
import { WritingOutcomePanel } from './writing-outcome-panel'

export type NamesPanelProps = {
  config: PublicConfig
  safe: SafeState
  labels: readonly OwnerLabel[]
}

type Typed = { readonly address: string; readonly text: string }

const nothingTyped: Typed = { address: '', text: '' }

/** Where an owner names addresses for their Safe, and takes names away. */
export function NamesPanel(props: NamesPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <Names {...props} />
    </WalletProviderPanel>
  )
}

function Names({ config, safe, labels }: NamesPanelProps) {
  const naming = useNaming(safe.safe)
  const takingAway = useNaming(safe.safe)
  const { isDone } = naming
  // Kept here, so that whoever has to sign in again types nothing twice.
  const [typed, setTyped] = useState(nothingTyped)
  useEffect(() => {
    if (isDone) setTyped(nothingTyped)
  }, [isDone])
  return (
    <div className="grid gap-3">
      <SignInPanel
        config={config}
        chainId={safe.safe.chainId}
        owners={safe.owners}
        id="sign-in-to-name"
        outcome={(isSignedIn) => (
          <WritingOutcomePanel
            written={naming}
            takenAway={takingAway}
            isSignedIn={isSignedIn}
            reader="Everybody who opens this Safe"
          />
        )}
      >
        {() => (
          <>
            <NameForm typed={typed} onType={setTyped} naming={naming} labels={labels} />
            <TakenAway labels={labels} naming={takingAway} />
          </>
        )}
      </SignInPanel>
    </div>
  )
}

function NameForm({
  typed,
  onType,
  naming,
  labels,
}: {
  typed: Typed
  onType: (typed: Typed) => void
  naming: Action<Typed & { address: OwnerLabel['address'] }>
  labels: readonly OwnerLabel[]
}) {
  const { address, text, problems, before } = draftLabel({ ...typed, labels })
  const reasons = [
    ...(address ? [] : [problems.address ?? 'The address is missing.']),
    ...(problems.text ? [problems.text] : text === '' ? ['The name is missing.'] : []),
  ]
  return (
    <form
      className="grid max-w-2xl gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (address && reasons.length === 0) naming.run({ address, text })
      }}
    >
      <Field
        id="name-address"
        label="Address"
        hint={before ? `It is called “${before}” now.` : 'Compare all of it with its source.'}
        error={problems.address}
      >
        <TextInput
          {...fieldAria({ id: 'name-address', hasError: problems.address !== undefined })}
          mono
          value={typed.address}
          onChange={(event) => onType({ ...typed, address: event.target.value })}
        />
      </Field>
      <Field
        id="name-text"
        label="Name"
        hint="Public, under your address. It stands beside the address and proves nothing."
        error={problems.text}
      >
        <TextInput
          {...fieldAria({ id: 'name-text', hasError: problems.text !== undefined })}
          value={typed.text}
          onChange={(event) => onType({ ...typed, text: event.target.value })}
        />
      </Field>
      <div className="justify-self-start">
        {reasons.length > 0 ? (
          <BlockedButton id="save-name" reasons={reasons}>
            Save name
          </BlockedButton>
        ) : (
          <Button type="submit" aria-busy={naming.isRunning}>
            {naming.isRunning ? 'Saving…' : 'Save name'}
          </Button>
        )}
      </div>
    </form>
  )
}

function TakenAway({
  labels,
  naming,
}: {
  labels: readonly OwnerLabel[]
  naming: Action<{ address: OwnerLabel['address']; text: string }>
}) {
  if (labels.length === 0) return null
  return (
    <ul aria-label="Names to take away" className="grid gap-2 text-sm">
      {labels.map(({ address, text }) => (
        <li key={address} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Button
            size="small"
            aria-busy={naming.isRunning}
            onClick={() => naming.run({ address, text: '' })}
          >
            Take away “{text}”
          </Button>
          <AddressView address={address} full />
        </li>
      ))}
    </ul>
  )
}
