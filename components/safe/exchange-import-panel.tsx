'use client'

import dynamic from 'next/dynamic'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { type ErrorContent, ErrorView } from '@/components/ui/error-view'
import { Field, fieldAria } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/text-input'
import { takeText } from '@/components/verify/input-item'
import { BaseError } from '@/lib/core/error/base-error'
import type { CollectedFrames } from '@/lib/core/signing/device/collect-frames'
import type { Exchange } from '@/lib/hooks/use-exchange'

const FramesState = dynamic(() =>
  import('@/components/verify/frames-state').then((module) => module.FramesState),
)

/** Takes signatures in: a file, pictures of codes, or a link or text that is pasted. */
export function ExchangeImportPanel({ exchange, id }: { exchange: Exchange; id: string }) {
  const [text, setText] = useState('')
  const [frames, setFrames] = useState<CollectedFrames>()
  const [problem, setProblem] = useState<ErrorContent>()
  // Of several pictures the next builds on what the last one held, not on what was drawn last.
  const collected = useRef<CollectedFrames>(undefined)
  const { outcome, read } = exchange

  const collect = (next: CollectedFrames | undefined) => {
    collected.current = next
    setFrames(next)
  }

  function take(given: string) {
    setProblem(undefined)
    try {
      const { whole, frames: rest } = takeText(given, collected.current)
      collect(rest)
      if (whole !== undefined) read(whole)
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      setProblem(error)
    }
  }

  async function takeFile(file: File) {
    if (!file.type.startsWith('image/')) return take(await file.text())
    const { readCodeImage } = await import('@/components/verify/read-code-image')
    const code = await readCodeImage(file).catch(() => undefined)
    if (code !== undefined) return take(code)
    setProblem({
      shortMessage: 'No QR code was found in this picture.',
      facts: [['File', file.name.slice(0, 80)]],
      hint: 'One code to a picture, sharp and whole, with its white edge.',
    })
  }

  const error = problem ?? (outcome && 'error' in outcome ? outcome.error : undefined)
  return (
    <div className="grid gap-2">
      <Field
        id={`${id}-text`}
        label="Paste a link or a text"
        hint="Or the text of scanned QR codes, one to a line. The Verify page scans codes with the camera."
      >
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
          take(text)
          setText('')
        }}
      >
        Read signatures
      </Button>
      <Field id={`${id}-file`} label="Or open a file, or pictures of QR codes">
        <TextInput
          {...fieldAria({ id: `${id}-file`, hasError: error !== undefined })}
          type="file"
          multiple
          accept="application/json,.json,image/*"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])]
            // Choosing the same file again has to be heard too.
            event.target.value = ''
            void takeFiles(files, takeFile)
          }}
        />
      </Field>
      {frames && <FramesState frames={frames} onReset={() => collect(undefined)} />}
      {error && <ErrorView error={error} live="alert" />}
    </div>
  )
}

/** One after the other: each picture adds to what those before it held. */
async function takeFiles(
  files: readonly File[],
  take: (file: File) => Promise<void>,
): Promise<void> {
  for (const file of files) await take(file)
}
