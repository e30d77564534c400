import type { ReactNode } from 'react'
import { Callout } from './callout'
import { CodeBlock } from './code-block'
import { Disclosure } from './disclosure'
import { KeyValue } from './key-value'

/** What an error says of itself. Every `BaseError` is one. */
export type ErrorContent = {
  readonly shortMessage: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly hint?: string | undefined
  readonly retry?: boolean | undefined
}

export type ErrorViewProps = {
  error: ErrorContent
  /** A button or link that asks again; shown only where the same question may get another answer. */
  retryAction?: ReactNode
  /** Everything else there is, folded. */
  details?: string | undefined
  live?: 'status' | 'alert' | undefined
}

/** What happened, the facts, what to do. */
export function ErrorView({ error, retryAction, details, live }: ErrorViewProps) {
  return (
    <Callout tone="fail" title={error.shortMessage} live={live}>
      {error.facts.length > 0 && (
        <KeyValue
          stacked
          rows={error.facts.map(([label, value]) => [
            label,
            <span key={label} className="break-all font-mono text-ink text-xs leading-5">
              {value}
            </span>,
          ])}
        />
      )}
      {error.hint && <p>{error.hint}</p>}
      {error.retry && retryAction !== undefined && <div>{retryAction}</div>}
      {details && (
        <Disclosure summary="Details">
          <CodeBlock>{details}</CodeBlock>
        </Disclosure>
      )}
    </Callout>
  )
}
