import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorView } from '@/components/ui/error-view'
import { Field, fieldAria } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/text-input'
import { BaseError } from '@/lib/core/error/base-error'
import type { ImportedBatch } from '@/lib/core/patch/import-batch'

export type BatchImportProps = {
  /** Writes the form from a file's text. Throws what stands in the way, and has changed nothing then. */
  read: (json: string) => ImportedBatch
  /** Brings back what stood in the form before. */
  onUndo: () => void
  /** Whether the form makes the very calls of the file; undefined while it makes none yet. */
  isSame: boolean | undefined
}

type Outcome = { readonly batch: ImportedBatch } | { readonly error: BaseError }

/** Takes in a file of the Transaction Builder, as it is exported here or by the Safe's own app. */
export function BatchImport({ read, onUndo, isSame }: BatchImportProps) {
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<Outcome>()
  const take = (json: string) => {
    try {
      setOutcome({ batch: read(json) })
      setText('')
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      setOutcome({ error })
    }
  }
  const batch = outcome && 'batch' in outcome ? outcome.batch : undefined
  const error = outcome && 'error' in outcome ? outcome.error : undefined
  return (
    <Disclosure summary="Begin from a Transaction Builder file">
      <div className="grid gap-3">
        <Field
          id="batch-text"
          label="Paste the JSON"
          hint="Upgrades, or the call that schedules them."
        >
          <TextArea
            {...fieldAria({ id: 'batch-text', hasError: error !== undefined })}
            mono
            rows={3}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
        <div>
          <Button onClick={() => take(text)}>Read the JSON</Button>
        </div>
        <Field id="batch-file" label="Or open a file">
          <TextInput
            {...fieldAria({ id: 'batch-file', hasError: error !== undefined })}
            type="file"
            accept="application/json,.json"
            onChange={(event) => {
              const [file] = event.target.files ?? []
              // Choosing the same file again has to be heard too.
              event.target.value = ''
              if (file) void file.text().then(take)
            }}
          />
        </Field>
        {error && <ErrorView error={error} live="alert" />}
        {batch && (
          <Imported
            batch={batch}
            isSame={isSame}
            onUndo={() => {
              onUndo()
              setOutcome(undefined)
            }}
          />
        )}
      </div>
    </Disclosure>
  )
}

function Imported({
  batch: { calls, isScheduling },
  isSame,
  onUndo,
}: {
  batch: ImportedBatch
  isSame: boolean | undefined
  onUndo: () => void
}) {
  const count = `${calls.length} ${calls.length === 1 ? 'upgrade' : 'upgrades'}`
  return (
    <Callout
      tone={isSame === false ? 'warn' : 'plain'}
      title={`${count} taken over from the file`}
      live="status"
    >
      {isSame === undefined && (
        <p>Whether the form makes the same calls is told as soon as it makes any.</p>
      )}
      {isSame && <p>The form makes the same calls, byte for byte.</p>}
      {isSame === false && (
        <p>The form makes other calls than the file: compare them below before you sign.</p>
      )}
      {isScheduling && (
        <p>
          Delay and predecessor are those of the file. Its salt is not: the salt is the digest of
          what you write here, so that the operation id is another.
        </p>
      )}
      <p>
        <Button size="small" onClick={onUndo}>
          Bring back what stood here before
        </Button>
      </p>
    </Callout>
  )
}
