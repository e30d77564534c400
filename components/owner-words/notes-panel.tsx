'use client'

import { useEffect } from 'react'
import { type Address, type Hash, isAddressEqual } from 'viem'
import { UntrustedText } from '@/components/address/untrusted-text'
import { TimeView } from '@/components/time/time-view'
import { BlockedButton, Button } from '@/components/ui/button'
import { Field, fieldAria } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-input'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { describeOwnerNote, longestOwnerNote, type OwnerNote } from '@/lib/core/patch/owner-note'
import { useKeptText } from '@/lib/hooks/use-kept-text'
import { type NoteActions, useNoting } from '@/lib/hooks/use-owner-words'
import { SignInPanel } from './sign-in-panel'
import { WritingOutcomePanel } from './writing-outcome-panel'

export type NotesPanelProps = {
  config: PublicConfig
  chainId: number
  /** By which the patch has its page. */
  patch: Hash
  /** Who may write. */
  owners: readonly Address[]
  notes: readonly OwnerNote[]
}

/** Where an owner writes under a patch, and takes their own notes away. */
export function NotesPanel(props: NotesPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <Notes {...props} />
    </WalletProviderPanel>
  )
}

function Notes({ config, chainId, patch, owners, notes }: NotesPanelProps) {
  const { write, remove } = useNoting(patch)
  // Kept by the tab, so that whoever has to sign in again types nothing twice.
  const { text, change } = useKeptText(`suture.owner-note.${patch}`)
  const { isDone } = write
  useEffect(() => {
    if (isDone) change('')
  }, [isDone, change])
  return (
    <div className="grid gap-3">
      <SignInPanel
        config={config}
        chainId={chainId}
        owners={owners}
        id="sign-in-to-note"
        outcome={(isSignedIn) => (
          <WritingOutcomePanel
            written={write}
            takenAway={remove}
            isSignedIn={isSignedIn}
            reader="Everybody who opens this patch"
          />
        )}
      >
        {(account) => (
          <>
            <NoteForm text={text} onType={change} write={write} />
            <OwnNotes
              notes={notes.filter(({ author }) => isAddressEqual(author, account))}
              remove={remove}
            />
          </>
        )}
      </SignInPanel>
    </div>
  )
}

function NoteForm({
  text,
  onType,
  write,
}: {
  text: string
  onType: (text: string) => void
  write: NoteActions['write']
}) {
  const problem = describeOwnerNote(text)
  const isEmpty = text.trim() === ''
  return (
    <form
      className="grid max-w-2xl gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!problem) write.run({ text })
      }}
    >
      <Field
        id="owner-note"
        label="Note"
        hint={`Public, under your address. Plain text of at most ${longestOwnerNote} characters.`}
        error={isEmpty ? undefined : problem}
      >
        <TextArea
          {...fieldAria({ id: 'owner-note', hasError: !isEmpty && problem !== undefined })}
          value={text}
          readOnly={write.isRunning}
          onChange={(event) => onType(event.target.value)}
        />
      </Field>
      <div className="justify-self-start">
        {problem && !write.isRunning ? (
          <BlockedButton id="save-note" reasons={[isEmpty ? 'The note is empty.' : problem]}>
            Save note
          </BlockedButton>
        ) : (
          <Button type="submit" aria-busy={write.isRunning}>
            {write.isRunning ? 'Saving…' : 'Save note'}
          </Button>
        )}
      </div>
    </form>
  )
}

function OwnNotes({
  notes,
  remove,
}: {
  notes: readonly OwnerNote[]
  remove: NoteActions['remove']
}) {
  if (notes.length === 0) return null
  return (
    <ul aria-label="Your notes" className="grid gap-2 text-sm">
      {notes.map(({ id, text, writtenAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Button
            size="small"
            aria-busy={remove.isRunning}
            aria-describedby={`own-note-${id}`}
            onClick={() => remove.run({ id })}
          >
            Take away
          </Button>
          <span id={`own-note-${id}`} className="wrap-anywhere text-ink-3 text-xs">
            <TimeView at={writtenAt} /> UTC: <UntrustedText text={text} maxLength={60} />
          </span>
        </li>
      ))}
    </ul>
  )
}
