'use client'

import { CarryCodes } from '@/components/device/carry-codes'
import { framesOf } from '@/components/device/frames-of'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { serializeSignatureFile } from '@/lib/core/safe/serialize-signature-file'
import type { SignatureFile } from '@/lib/core/safe/signature-file'
import { signatureLink } from '@/lib/core/safe/signature-link'

/** Hands signatures on: as a file, as a link, as a text, as codes. */
export function ExchangeExportPanel({ file }: { file: SignatureFile }) {
  const text = serializeSignatureFile(file)
  const { length } = file.signatures
  const frames = framesOf(text)
  return (
    <div className="grid gap-2">
      <p className="text-ink-3 text-xs">
        With {length} {length === 1 ? 'signature' : 'signatures'}. What stands in a link behind # is
        sent to no server.
      </p>
      <Button wide onClick={() => download(text, file)}>
        Download as file
      </Button>
      <p className="flex flex-wrap gap-x-4 text-sm">
        <span>
          Link
          <CopyButton value={signatureLink(file, location.origin)} label="Copy link" />
        </span>
        <span>
          Text
          <CopyButton value={text} label="Copy text" />
        </span>
      </p>
      {frames && <CarryCodes frames={frames} what="signatures" />}
    </div>
  )
}

function download(text: string, { safeTxHash }: SignatureFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = `signatures-${safeTxHash.slice(2, 10)}.json`
  anchor.click()
  // Some browsers begin to read only after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
