'use client'

import { useState } from 'react'
import { type Address, type Hash, type Hex, zeroHash } from 'viem'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Field, fieldAria } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { Verdict } from '@/components/ui/verdict'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { proveSalt } from '@/lib/core/timelock/prove-salt'

export type SaltEntryPanelProps = {
  id: Hash
  timelock: Address
  /** `value` in wei, as digits. */
  calls: readonly { readonly target: Address; readonly value: string; readonly data: Hex }[]
  predecessor: Hash | undefined
}

/** Takes a salt that somebody knows, and believes it only if it gives the id: in this browser, nothing is sent. */
export function SaltEntryPanel({ id, calls, predecessor = zeroHash }: SaltEntryPanelProps) {
  const [text, setText] = useState('')
  const salt = text.trim().toLowerCase()
  const isHash = /^0x[0-9a-f]{64}$/.test(salt)
  const subject = {
    id,
    predecessor,
    calls: calls.map((call) => ({ ...call, value: BigInt(call.value) })),
  }
  const proven = isHash ? proveSalt(subject, salt as Hash) : undefined
  const data = proven && encodeExecute({ ...subject, ...proven })
  const problem = salt === '' || isHash ? undefined : 'A salt is 0x and 64 hexadecimal digits.'
  return (
    <div className="scripted grid gap-2">
      <Field
        id="salt-entry"
        label="Salt"
        hint="From whoever scheduled it. It is checked here: with the right one, the hash is the operation id."
        error={problem}
      >
        <TextInput
          {...fieldAria({ id: 'salt-entry', hasError: problem !== undefined })}
          mono
          value={text}
          maxLength={80}
          placeholder="0x…"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div role="status">
        {proven && (
          <Verdict verdict="pass">it gives the operation id, as a {proven.kind} operation</Verdict>
        )}
        {isHash && !proven && <Verdict verdict="fail">it does not give the operation id</Verdict>}
      </div>
      {data && (
        <div>
          <p className="text-ink-2 text-xs">
            Calldata to execute it <CopyButton value={data} label="Copy calldata to execute" />
          </p>
          <CodeBlock>{data}</CodeBlock>
        </div>
      )}
    </div>
  )
}
