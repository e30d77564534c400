import { cva, type VariantProps } from 'class-variance-authority'
import type { ReactNode } from 'react'

const tag = cva(
  'inline-flex max-w-full items-center gap-1 rounded-tag border bg-surface px-1.5 py-px text-xs',
  {
    variants: {
      tone: {
        plain: 'border-line font-medium text-ink-2',
        // The severity of a bug is ink, not red: red is kept for what is wrong with the patch.
        strong: 'border-ink-2 font-semibold text-ink',
        unknown: 'border-unknown border-dashed font-medium text-ink-2',
      },
    },
    defaultVariants: { tone: 'plain' },
  },
)

export type TagProps = VariantProps<typeof tag> & { children: ReactNode }

/** One or two words about the thing beside it. */
export function Tag({ tone, children }: TagProps) {
  return <span className={tag({ tone })}>{children}</span>
}

/** How many there are of what stands beside it. */
export function Count({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block min-w-[1.125rem] rounded-full border border-line bg-sunken px-1.5 text-center font-medium text-ink-2 text-xs">
      {children}
    </span>
  )
}
