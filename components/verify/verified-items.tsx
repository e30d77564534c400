import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import { visibleText } from '@/lib/core/chain/visible-text'
import { ExaminationView } from './examination-view'
import type { InputItem } from './input-item'
import { StatementList } from './statement-list'
import type { VerifiedTexts } from './verify-texts'

export type VerifiedItemsProps = {
  items: readonly InputItem[]
  verified: VerifiedTexts
  onRemove: (id: number) => void
}

/** What came of everything that was given, and whether it fits together. */
export function VerifiedItems({ items, verified, onRemove }: VerifiedItemsProps) {
  const { outcomes, fits } = verified
  const name = (at: number) => `${at + 1}`
  return (
    <>
      {fits.length > 0 && (
        <Panel title="Together" note="each held against the others" padded>
          <StatementList
            statements={fits.map(({ of: [a, b], statement: { verdict, text } }) => ({
              verdict,
              text: `${name(a)} and ${name(b)}. ${text}`,
            }))}
          />
        </Panel>
      )}
      {items.map((item, index) => {
        const outcome = outcomes[index]
        if (!outcome) return null
        const title = outcome.is === 'examined' ? outcome.examination.title : 'Refused'
        return (
          <Panel
            key={item.id}
            title={`${name(index)}. ${title}`}
            note={
              <span className="flex flex-wrap items-center gap-2">
                {visibleText(item.name, { maxLength: 60 })}
                <CopyButton value={item.text} label={`Copy ${name(index)}`} />
                <Button size="small" onClick={() => onRemove(item.id)}>
                  Remove {name(index)}
                </Button>
              </span>
            }
            padded
          >
            {outcome.is === 'examined' ? (
              <ExaminationView examination={outcome.examination} />
            ) : (
              <ErrorView error={outcome.error} live="alert" />
            )}
          </Panel>
        )
      })}
    </>
  )
}
