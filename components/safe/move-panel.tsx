'use client'

import Link from 'next/link'
import { useState } from 'react'
import { signPath } from '@/components/frame/paths'
import { BlockedButton, Button, ButtonLink } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorView } from '@/components/ui/error-view'
import { Field, fieldAria } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { parseUint } from '@/lib/core/chain/parse-uint'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { Ways } from '@/lib/hooks/use-ways'

/** Another nonce for the same, or another transaction for the same nonce. */
export function MovePanel({
  transaction,
  ways: { move, moved },
  obstacles,
}: {
  transaction: ProposedTransaction
  ways: Pick<Ways, 'move' | 'moved'>
  /** Why nothing may be signed now: at another nonce it is the same call. */
  obstacles: readonly string[]
}) {
  const [typed, setTyped] = useState('')
  const { nonce } = transaction.transaction
  const wanted = readNonce(typed)
  const isSame = wanted === nonce
  return (
    <Disclosure summary="Change the order">
      <form
        className="grid gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted !== null && !isSame && obstacles.length === 0) move.run(wanted)
        }}
      >
        <Field
          id="move-nonce"
          label="Propose the same at nonce"
          hint="Empty: behind all that is pending. The dossier stays the same; signatures are collected anew."
          error={
            wanted === null
              ? 'Not a nonce: decimal digits.'
              : isSame
                ? 'It is proposed at this nonce already.'
                : undefined
          }
        >
          <TextInput
            {...fieldAria({ id: 'move-nonce', hasError: wanted === null || isSame })}
            mono
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        {obstacles.length > 0 ? (
          <BlockedButton id="sign-moved" wide reasons={obstacles}>
            Sign at another nonce
          </BlockedButton>
        ) : (
          <Button type="submit" wide aria-busy={move.isRunning}>
            {move.isRunning ? 'Waiting for the wallet…' : 'Sign at another nonce'}
          </Button>
        )}
      </form>
      {move.error && <ErrorView error={move.error} live="alert" />}
      <p role="status" className="mt-2 text-sm empty:hidden">
        {moved && (
          <>
            Proposed at nonce {String(moved.nonce)} and signed by you. The one at nonce{' '}
            {String(nonce)} stays until that nonce is used.{' '}
            <Link
              className="link"
              href={`${signPath(moved.safeTxHash)}?tx=${moved.safeTxHash}`}
              prefetch={false}
            >
              Open it
            </Link>
          </>
        )}
      </p>
      <p className="mt-3 mb-1 text-ink-3 text-xs">
        To do something else at nonce {String(nonce)}, propose a rival:
      </p>
      <ButtonLink wide href={`/patches/new?nonce=${nonce}`}>
        Write another patch for nonce {String(nonce)}
      </ButtonLink>
    </Disclosure>
  )
}

/** Undefined for nothing typed, null for what is no nonce. */
function readNonce(text: string): bigint | undefined | null {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  try {
    return parseUint(trimmed, { bits: 53 })
  } catch {
    return null
  }
}
