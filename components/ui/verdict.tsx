import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

/** `unknown` is never a pass; `not-applicable` comes with its reason. */
export type VerdictKind = 'pass' | 'warn' | 'fail' | 'unknown' | 'not-applicable'

const looks: Record<VerdictKind, { icon: IconName; word: string; classes: string; box: string }> = {
  pass: { icon: 'pass', word: 'pass', classes: 'font-semibold text-pass', box: 'border-current' },
  warn: { icon: 'warn', word: 'warn', classes: 'font-semibold text-warn', box: 'border-current' },
  fail: { icon: 'fail', word: 'fail', classes: 'font-semibold text-fail', box: 'border-current' },
  unknown: {
    icon: 'unknown',
    word: 'unknown',
    classes: 'font-semibold text-unknown',
    box: 'border-current border-dashed',
  },
  'not-applicable': {
    icon: 'none',
    word: 'does not apply',
    classes: 'text-ink-3',
    box: 'border-line',
  },
}

export type VerdictProps = {
  verdict: VerdictKind
  boxed?: boolean | undefined
  /** The finding in a word or two; the verdict's own word where there is none. */
  children?: ReactNode
}

/** A verdict is a shape, a word and a colour, so that each alone suffices. */
export function Verdict({ verdict, boxed = false, children }: VerdictProps) {
  const { icon, word, classes, box } = looks[verdict]
  const frame = boxed ? `rounded-tag border py-px pr-[7px] pl-[5px] ${box}` : ''
  return (
    // On the line of the words beside it: an icon has no base line, so it must not lend one to the verdict.
    <span className={`inline-flex max-w-full items-baseline gap-[5px] text-xs ${classes} ${frame}`}>
      <span className="flex h-[1lh] items-center self-start">
        <Icon name={icon} />
      </span>
      {children === undefined ? (
        word
      ) : (
        <>
          <span className="sr-only">{word}: </span>
          <span className="min-w-0">{children}</span>
        </>
      )}
    </span>
  )
}
