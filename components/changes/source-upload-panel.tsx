'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { BlockedButton, Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorView } from '@/components/ui/error-view'
import { Field, fieldAria } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { queryClientOf } from '@/lib/hooks/query-client'
import { useSourceUpload } from '@/lib/hooks/use-source-upload'

export type SourceUploadPanelProps = {
  /** The contract whose sources are wanted. */
  of: ChainAddress
}

/** Where anybody hands in the sources of a contract. That they are its sources is for the compiler to say. */
export function SourceUploadPanel(props: SourceUploadPanelProps) {
  return (
    <QueryClientProvider client={queryClientOf()}>
      <SourceUpload {...props} />
    </QueryClientProvider>
  )
}

function SourceUpload({ of }: SourceUploadPanelProps) {
  const upload = useSourceUpload()
  const [file, setFile] = useState<File>()
  const [contract, setContract] = useState('')
  const [compiler, setCompiler] = useState('')
  const id = (name: string) => `sources-${of.address.slice(2, 10)}-${name}`
  return (
    <Disclosure summary="Hand in its sources">
      <form
        className="grid max-w-2xl gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (file) upload.run({ of, file, contract: contract.trim(), compiler: compiler.trim() })
        }}
      >
        <Field
          id={id('file')}
          label="File"
          hint="A standard JSON input of solc, or a build-info of Foundry or Hardhat. It becomes public here, and counts only if it compiles to the code on the chain."
        >
          <TextInput
            {...fieldAria({ id: id('file'), hasError: false })}
            type="file"
            accept="application/json,.json"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        </Field>
        <Field
          id={id('contract')}
          label="Contract (optional)"
          hint="path:Name, where the code on the chain does not tell it, as src/Vault.sol:Vault."
        >
          <TextInput
            {...fieldAria({ id: id('contract'), hasError: false })}
            mono
            value={contract}
            onChange={(event) => setContract(event.target.value)}
          />
        </Field>
        <Field
          id={id('compiler')}
          label="Compiler (optional)"
          hint="Its version, where the file does not tell it, as 0.8.30."
        >
          <TextInput
            {...fieldAria({ id: id('compiler'), hasError: false })}
            mono
            value={compiler}
            onChange={(event) => setCompiler(event.target.value)}
          />
        </Field>
        <div>
          {file || upload.isRunning ? (
            <Button type="submit" aria-busy={upload.isRunning}>
              {upload.isRunning ? 'Handing in…' : 'Hand in'}
            </Button>
          ) : (
            <BlockedButton id={id('submit')} reasons={['Choose a file first.']}>
              Hand in
            </BlockedButton>
          )}
        </div>
        {upload.error && <ErrorView error={upload.error} live="alert" />}
        <p role="status" className="text-ink-2 text-sm">
          {upload.isDone &&
            'Kept. They are compiled now; what that gives stands here when it is done.'}
        </p>
      </form>
    </Disclosure>
  )
}
