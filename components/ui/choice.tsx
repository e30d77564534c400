import type { ComponentProps, ReactNode } from 'react'

/** A box with its words, in a target of 32 px. */
export function Checkbox({ children, ...rest }: ComponentProps<'input'> & { children: ReactNode }) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2.5 text-sm">
      <input {...rest} type="checkbox" className="m-0 size-4 shrink-0 accent-thread-fill" />
      <span>{children}</span>
    </label>
  )
}

/** One of several, with its words, in a target of 32 px. */
export function Radio({ children, ...rest }: ComponentProps<'input'> & { children: ReactNode }) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2.5 text-sm">
      <input {...rest} type="radio" className="m-0 size-4 shrink-0 accent-thread-fill" />
      <span>{children}</span>
    </label>
  )
}
