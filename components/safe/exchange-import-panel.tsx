'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorView } from '@/components/ui/error-view'
import { Field, fieldAria } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/text-input'
import type { Exchange } from '@/lib/hooks/use-exchange'

/** Takes signatures in: a file, or a link or text that is pasted. */
export function ExchangeImportPanel({ exchange, id }: { exchange: Exchange; id: string }) {
  const [text, setText] = useState('')
  const { outcome, read } = exchange
  const error = outcome && 'error' in outcome ? outcome.error : undefined
  return (
    <div className="grid gap-2">
      <Field id={`${id}-text`} label="Paste a link or a text">
        <TextArea
          {...fieldAria({ id: `${id}-text`, hasError: error !== undefined })}
          mono
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button
        wide
        onClick={() => {
          read(text)
          setText('')
        }}
      >
        Read signatures
      </Button>
      <Field id={`${id}-file`} label="Or open a file">
        <TextInput
          {...fieldAria({ id: `${id}-file`, hasError: error !== undefined })}
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            // Choosing the same file again has to be heard too.
            event.target.value = ''
            if (file) void file.text().then(read)
          }}
        />
      </Field>
      {error && <ErrorView error={error} live="alert" />}
    </div>
  )
}
