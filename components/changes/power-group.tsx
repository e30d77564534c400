import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Disclosure } from '@/components/ui/disclosure'
import { Tag } from '@/components/ui/tag'
import { Verdict, type VerdictKind } from '@/components/ui/verdict'
import { type GroupSide, type PowerGroup, powerNames } from '@/lib/core/authority/group-powers'
import { changeWords } from '@/lib/core/report/report-authority'
import { PowerPathView } from './power-path'

const verdicts: Partial<Record<PowerGroup['change'], VerdictKind>> = {
  opened: 'fail',
  unknown: 'unknown',
}

/** Functions that the same callers may call, and who those are on both sides. */
export function PowerGroupView({ group }: { group: PowerGroup }) {
  const { power, change, at, before, after } = group
  const verdict = verdicts[change]
  const missing = change === 'unknown' ? 'not known' : 'no such function'
  return (
    <li data-change={change} className="power-group border-line border-b last:border-b-0">
      <div className="grid content-start gap-1 px-4 py-3 max-md:px-3">
        <h3 className="flex flex-wrap items-center gap-x-2 text-base">
          {powerNames[power]}
          {verdict ? (
            <Verdict verdict={verdict}>{changeWords[change]}</Verdict>
          ) : (
            <Tag tone={change === 'same' ? 'plain' : 'strong'}>{changeWords[change]}</Tag>
          )}
        </h3>
        <FunctionList group={group} />
        {at && (
          <p className="text-ink-2 text-sm">
            called at <AddressView address={at} full />
          </p>
        )}
      </div>
      <div className="power-sides">
        {change === 'same' && after ? (
          <SideView title="Before and after" side={after} />
        ) : (
          <>
            <SideView title="Before" side={before} missing={missing} ground="before-side" />
            <SideView title="After" side={after} missing={missing} ground="after-side" />
          </>
        )}
      </div>
    </li>
  )
}

const shownFunctions = 4

function FunctionList({ group: { functions } }: { group: PowerGroup }) {
  const [shown, folded] = [functions.slice(0, shownFunctions), functions.slice(shownFunctions)]
  return (
    <>
      <FunctionNames functions={shown} />
      {folded.length > 0 && (
        <Disclosure summary={`${folded.length} more`}>
          <FunctionNames functions={folded} />
        </Disclosure>
      )}
    </>
  )
}

function FunctionNames({ functions }: Pick<PowerGroup, 'functions'>) {
  return (
    <ul className="grid gap-x-4 text-xs md:grid-cols-2">
      {functions.map(({ signature, selector }) => (
        <li key={selector ?? signature} className="wrap-anywhere font-mono leading-5">
          <UntrustedText text={signature} maxLength={300} />{' '}
          {selector && <span className="whitespace-nowrap text-ink-3">{selector}</span>}
        </li>
      ))}
    </ul>
  )
}

function SideView({
  title,
  side,
  missing = '',
  ground = '',
}: {
  title: string
  side: GroupSide | undefined
  /** Said where there is no such side. */
  missing?: string
  ground?: string
}) {
  return (
    <div className={ground}>
      <p className="mb-1 text-ink-3 text-xs">{title}</p>
      {side ? <KnownSide side={side} /> : <p className="text-ink-2 text-sm">{missing}</p>}
    </div>
  )
}

function KnownSide({ side: { guards, paths } }: { side: GroupSide }) {
  return (
    <>
      {guards.map((guard) => (
        <p key={guard} className="mb-2 break-words font-mono text-ink-2 text-xs">
          <span className="font-sans text-ink-3">asks </span>
          <UntrustedText text={guard} maxLength={400} />
        </p>
      ))}
      <ul className="grid gap-3">
        {paths.map((path, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the ways of a report never change places
          <li key={index}>
            {index > 0 && <p className="mb-2 text-ink-3 text-xs">or</p>}
            <PowerPathView path={path} />
          </li>
        ))}
      </ul>
    </>
  )
}
