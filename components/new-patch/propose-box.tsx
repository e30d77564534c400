import type { Address } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { BlockedButton, Button } from '@/components/ui/button'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import type { BaseError } from '@/lib/core/error/base-error'
import type { DraftField, DraftNote } from '@/lib/core/patch/draft-note'

export type ProposeStep = 'checking' | 'storing' | 'signing' | 'posting' | 'opening'

export type ProposeBoxProps = {
  account: Address | undefined
  /** Everything that stands in the way, in the order of the form. */
  blocking: readonly DraftNote[]
  /** Set while it runs: a second click finds no button. */
  step: ProposeStep | undefined
  error: BaseError | undefined
  onPropose: () => void
  onConnect: () => void
}

const stepWords: Record<ProposeStep, string> = {
  checking: 'Comparing everything with the chain once more…',
  storing: 'Storing the dossier…',
  signing: 'Waiting for your signature in the wallet…',
  posting: 'Handing the signed proposal to the Safe service…',
  opening: 'Proposed. Opening its page…',
}

/** More reasons than these would not be read at once; the next ones show up as these are settled. */
const shownReasons = 6

/** The one button, or what stands between it and the proposer. */
export function ProposeBox(props: ProposeBoxProps) {
  const { account, blocking, step, error, onPropose, onConnect } = props
  return (
    <Panel title="7. Propose" padded id="propose">
      <div className="grid gap-3 text-sm">
        <p className="text-ink-2">
          Stores the dossier, asks your wallet for a signature of the Safe transaction, and hands
          both to the other owners. It sends nothing to the chain.
        </p>
        {account ? (
          <p className="break-all">
            Signing as <AddressView address={account} full />
          </p>
        ) : (
          <Button onClick={onConnect} wide>
            Connect wallet
          </Button>
        )}
        <ProposeButton {...{ blocking, step, onPropose }} />
        <p role="status" className="text-ink-2 empty:hidden">
          {step && stepWords[step]}
        </p>
        {error && (
          <ErrorView
            error={error}
            live="alert"
            retryAction={
              blocking.length === 0 && !step ? (
                <Button onClick={onPropose}>Propose patch again</Button>
              ) : undefined
            }
          />
        )}
      </div>
    </Panel>
  )
}

function ProposeButton({
  blocking,
  step,
  onPropose,
}: Pick<ProposeBoxProps, 'blocking' | 'step' | 'onPropose'>) {
  if (step) {
    return (
      <BlockedButton id="propose-patch" size="large" wide reasons={[]}>
        Proposing…
      </BlockedButton>
    )
  }
  if (blocking.length === 0) {
    return (
      <Button tone="primary" size="large" wide onClick={onPropose}>
        Propose patch
      </Button>
    )
  }
  const shown = blocking.slice(0, shownReasons)
  const left = blocking.length - shown.length
  return (
    <BlockedButton
      id="propose-patch"
      size="large"
      wide
      reasons={[
        ...shown.map((note) => (
          <a key={`${note.field} ${note.text}`} href={`#${targetOf(note.field)}`} className="link">
            {note.text}
          </a>
        )),
        ...(left > 0 ? [`${left} more after these.`] : []),
      ]}
    >
      Propose patch
    </BlockedButton>
  )
}

/** Where a reason can be settled. The roles have no control of their own. */
function targetOf(field: DraftField): string {
  return field === 'safe' || field === 'account' ? 'propose' : field
}
