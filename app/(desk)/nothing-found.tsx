import type { Metadata } from 'next'
import Link from 'next/link'
import type { ComponentType, ReactNode } from 'react'
import { DeskPage } from '@/components/frame/desk-page'
import { FindForm } from '@/components/frame/find-form'
import { PageHeader } from '@/components/frame/page-header'
import { KeyValue } from '@/components/ui/key-value'
import { answerWithStatus } from '@/lib/config/answer-status'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

type NothingFoundParameters = {
  /** What the address names, as it stands there. */
  sought: string
  /** Why it may be missing, and what to do. */
  hint: string
  /** The page that the hint speaks of. */
  next?: { readonly href: string; readonly label: string } | undefined
}

/** What the address of a page names is not here. */
export class NothingFoundError extends BaseError {
  override readonly name = 'NothingFoundError'
  readonly next: NothingFoundParameters['next']

  constructor(shortMessage: string, { sought, hint, next }: NothingFoundParameters) {
    super(shortMessage, {
      facts: [['Looked for', visibleText(sought, { maxLength: 200 })]],
      hint,
    })
    this.next = next
  }
}

type NothingFoundProps = { error: NothingFoundError }

/**
 * A page that is drawn whole, with 404 as its status, where what its address names is not found. Next's own `notFound` is
 * an empty page without script.
 *
 * @param draw May throw a NothingFoundError.
 * @param Nothing Drawn then, where there is more to say than the error has.
 */
export function orNothing<Props>(
  draw: (props: Props) => Promise<ReactNode>,
  Nothing: ComponentType<NothingFoundProps> = NothingFound,
): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await draw(props)
    } catch (error) {
      if (!(error instanceof NothingFoundError)) throw error
      answerWithStatus(404)
      return <Nothing error={error} />
    }
  }
}

/** The same of what stands in its head. */
export function orNothingTitle<Props>(
  make: (props: Props) => Promise<Metadata>,
): (props: Props) => Promise<Metadata> {
  return async (props) => {
    try {
      return await make(props)
    } catch (error) {
      if (!(error instanceof NothingFoundError)) throw error
      return nothingFoundMetadata
    }
  }
}

export const nothingFoundMetadata: Metadata = { title: 'Not found' }

function NothingFound({ error: { shortMessage, facts, hint, next } }: NothingFoundProps) {
  return (
    <DeskPage>
      <PageHeader title={shortMessage} />
      <div className="grid max-w-2xl gap-4 text-ink-2">
        <KeyValue
          stacked
          rows={facts.map(([label, value]) => [
            label,
            <span key={label} className="break-all font-mono text-ink text-xs leading-5">
              {value}
            </span>,
          ])}
        />
        <p>{hint}</p>
        {next && (
          <p>
            <Link href={next.href} prefetch={false} className="link link-target">
              {next.label}
            </Link>
          </p>
        )}
        <FindForm id="find-not-found-input" />
      </div>
    </DeskPage>
  )
}
