'use client'

import { useState } from 'react'
import { BlockedButton, Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorView } from '@/components/ui/error-view'
import { Field, fieldAria } from '@/components/ui/field'
import { Select, TextArea } from '@/components/ui/text-input'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import { WrongNetworkPanel } from '@/components/wallet/wrong-network-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import {
  type AttestationContent,
  type AttestedVerdict,
  attestedVerdicts,
} from '@/lib/core/signing/attestation'
import { describeNote, longestNote } from '@/lib/core/signing/describe-note'
import { useAttesting } from '@/lib/hooks/use-attesting'
import { useKeptText } from '@/lib/hooks/use-kept-text'
import { useNetwork } from '@/lib/hooks/use-network'
import { useWallet } from '@/lib/hooks/use-wallet'

export type AttestPanelProps = {
  config: PublicConfig
  /** Where the desk takes it: the address of the attestations of the operation. */
  path: string
  /** What is attested to. */
  about: Pick<AttestationContent, 'timelock' | 'operation' | 'report'>
}

/** Where a reviewer signs that the report was made again, and what they say of it. */
export function AttestPanel(props: AttestPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <Disclosure summary="Sign that you made the report again">
        <AttestForm {...props} />
      </Disclosure>
    </WalletProviderPanel>
  )
}

function AttestForm({ config, path, about }: AttestPanelProps) {
  const { account } = useWallet()
  const { chainId } = about.timelock
  const { wrong } = useNetwork(chainId)
  const { text: note, change } = useKeptText(`suture.note.${about.report}`)
  const [verdict, setVerdict] = useState<AttestedVerdict | ''>('')
  const { run, isRunning, isDone, error } = useAttesting(path)
  const problem = describeNote(note)
  const reasons = [
    ...(account ? [] : ['Connect a wallet.']),
    ...(wrong ? ['Your wallet is on another network.'] : []),
    ...(verdict === '' ? ['Choose a verdict.'] : []),
    ...(problem ? [problem] : []),
  ]
  if (isDone) {
    return (
      <p role="status" className="text-sm">
        Signed and kept.
      </p>
    )
  }
  return (
    <form
      className="grid max-w-2xl gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (reasons.length === 0 && verdict !== '') run({ ...about, verdict, note: note.trim() })
      }}
    >
      <WrongNetworkPanel config={config} chainId={chainId} />
      <p className="text-ink-2 text-sm">
        Make the report again with <code>suture verify</code> first. You sign its hash.
      </p>
      <Field id="attest-verdict" label="Your verdict">
        <Select
          id="attest-verdict"
          value={verdict}
          onChange={({ target: { value } }) =>
            setVerdict(attestedVerdicts.find((one) => one === value) ?? '')
          }
        >
          <option value="">Choose</option>
          {attestedVerdicts.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
      <Field
        id="attest-note"
        label="Note"
        hint={`Public, and signed with your key. At most ${longestNote} characters; may be empty.`}
        error={problem}
      >
        <TextArea
          {...fieldAria({ id: 'attest-note', hasError: problem !== undefined })}
          rows={3}
          value={note}
          readOnly={isRunning}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      <div>
        {reasons.length > 0 && !isRunning ? (
          <BlockedButton id="attest-submit" reasons={reasons} wide>
            Sign attestation
          </BlockedButton>
        ) : (
          <Button type="submit" wide aria-busy={isRunning}>
            {isRunning ? 'Waiting for the wallet…' : 'Sign attestation'}
          </Button>
        )}
      </div>
      {error && <ErrorView error={error} live="alert" />}
    </form>
  )
}
