import { cva, type VariantProps } from 'class-variance-authority'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'

const button = cva(
  'inline-flex min-h-8 cursor-pointer items-center justify-center gap-2 whitespace-nowrap rounded-panel border px-3 py-1.5 font-medium text-sm leading-4 no-underline max-md:min-h-9',
  {
    variants: {
      tone: {
        plain: 'border-edge bg-surface text-ink hover:bg-sunken',
        primary:
          'border-thread-fill bg-thread-fill text-on-thread hover:border-thread-fill-hover hover:bg-thread-fill-hover',
        danger: 'border-fail bg-surface text-fail hover:bg-fail-bg',
        quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink',
      },
      size: { small: 'min-h-7 px-2.5', normal: '', large: 'min-h-10 px-4 text-base' },
      wide: { true: 'w-full', false: '' },
    },
    defaultVariants: { tone: 'plain', size: 'normal', wide: false },
  },
)

const blockedClasses =
  'inline-flex min-h-8 cursor-not-allowed items-center justify-center gap-2 whitespace-nowrap rounded-panel border border-edge border-dashed bg-sunken px-3 py-1.5 font-medium text-ink-2 text-sm leading-4 max-md:min-h-9'

export type ButtonVariants = VariantProps<typeof button>

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & ButtonVariants

/** Says verb and object. It is never `disabled`: what cannot be done is a `BlockedButton` with its reasons. */
export function Button({
  tone,
  size,
  wide,
  className,
  type = 'button',
  children,
  ...rest
}: ButtonProps) {
  return (
    <button {...rest} type={type} className={button({ tone, size, wide, className })}>
      {children}
    </button>
  )
}

export type ButtonLinkProps = ButtonVariants & {
  href: string
  children: ReactNode
  className?: string | undefined
  /** Where the visible words alone do not say what it opens. Starts with the visible words. */
  'aria-label'?: string | undefined
  'aria-describedby'?: string | undefined
  download?: boolean | string | undefined
}

/** A link that looks like a button. Downloads are plain anchors, so that the router keeps out of them. */
export function ButtonLink({ tone, size, wide, className, download, ...rest }: ButtonLinkProps) {
  const classes = button({ tone, size, wide, className })
  if (download !== undefined) return <a {...rest} download={download} className={classes} />
  return <Link {...rest} prefetch={false} className={classes} />
}

export type BlockedButtonProps = {
  /** Unique on the page: the reasons are tied to the button by it. */
  id: string
  children: ReactNode
  /** Each a whole sentence: what stands in the way and, where there is one, the way out. */
  reasons: readonly ReactNode[]
  size?: ButtonVariants['size']
  wide?: boolean | undefined
}

/**
 * What cannot be done now. It can be focused, so that everyone finds it, and is described by its reasons, which
 * stand in words beside it.
 */
export function BlockedButton({ id, children, reasons, size, wide }: BlockedButtonProps) {
  const grow = `${wide ? 'w-full' : ''} ${size === 'large' ? 'min-h-10 px-4 text-base' : ''}`
  return (
    <div className="grid gap-2">
      <button
        type="button"
        aria-disabled="true"
        aria-describedby={`${id}-reasons`}
        className={`${blockedClasses} ${grow}`}
      >
        {children}
      </button>
      <ul id={`${id}-reasons`} className="grid gap-1 text-ink-2 text-xs">
        {reasons.map((reason, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the reasons of one render never change places
          <li key={index}>{reason}</li>
        ))}
      </ul>
    </div>
  )
}
