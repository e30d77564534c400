import { useState } from 'react'
import type { Client } from 'viem'
import { handOverSignatures } from '@/lib/actions/hand-over-signatures'
import { BaseError } from '@/lib/core/error/base-error'
import type { SafeSignature } from '@/lib/core/safe/signature'
import type { SignatureFile } from '@/lib/core/safe/signature-file'
import { readSignatures } from '@/lib/core/safe/signature-link'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useSignatureShelf } from '@/lib/hooks/use-signature-shelf'

export type Exchange = {
  /** Reads a file, a link or a text, and keeps it in this browser beside what is there. */
  readonly read: (text: string) => void
  /** What was read last, or why it could not be. */
  readonly outcome: { readonly file: SignatureFile } | { readonly error: BaseError } | undefined
  /** Gives the Safe service what it lacks. */
  readonly handOver: Action<{
    file: Pick<SignatureFile, 'transaction' | 'safeTxHash'>
    signatures: readonly SafeSignature[]
  }>
}

/** Signatures in and out without a service between. */
export function useExchange(reader: Client | undefined): Exchange {
  const { keep } = useSignatureShelf()
  const [outcome, setOutcome] = useState<Exchange['outcome']>()
  return {
    read: (text) => {
      try {
        const file = readSignatures(text)
        keep(file)
        setOutcome({ file })
      } catch (error) {
        if (!(error instanceof BaseError)) throw error
        setOutcome({ error })
      }
    },
    outcome,
    handOver: useAction(async ({ file, signatures }) => {
      if (!reader) throw new BaseError('There is no node to ask.', { hint: 'Connect a wallet.' })
      await handOverSignatures(reader, { file, signatures })
    }),
  }
}
