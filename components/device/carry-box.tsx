import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Disclosure } from '@/components/ui/disclosure'
import { CarryCodes } from './carry-codes'
import { framesOf } from './frames-of'

/** The transaction as text and as codes, for a second machine that trusts neither this one nor its network. */
export function CarryBox({ text, sheet }: { text: string; sheet?: string | undefined }) {
  const frames = framesOf(text)
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-ink-2">
        Carry it to a machine that is offline: open <code>/verify</code> there beforehand, or run{' '}
        <code>suture verify transaction.json</code>. It computes the same hashes from these bytes
        alone.
      </p>
      {frames ? (
        <CarryCodes frames={frames} />
      ) : (
        <p className="text-ink-3">It is too long for codes; carry the text.</p>
      )}
      <Disclosure summary={`As text, ${text.length.toLocaleString('en-US')} characters`}>
        <div className="mb-1">
          <CopyButton value={text} label="Copy transaction" />
        </div>
        <CodeBlock>{text}</CodeBlock>
      </Disclosure>
      {sheet && (
        <p>
          <a className="link link-target" href={sheet}>
            One sheet to print
          </a>
        </p>
      )}
    </div>
  )
}
