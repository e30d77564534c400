import type { ComponentProps } from 'react'

const controlClasses =
  'block w-full min-h-8 rounded-panel border border-edge bg-surface px-2.5 py-[5px] text-ink text-sm aria-[invalid=true]:border-fail max-md:min-h-10 file:mr-3 file:font-medium'

export type TextInputProps = ComponentProps<'input'> & {
  /** For addresses, hashes and calldata. */
  mono?: boolean | undefined
}

export function TextInput({ mono = false, className = '', ...rest }: TextInputProps) {
  const face = mono ? 'font-mono text-xs leading-5' : ''
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={!mono}
      {...rest}
      className={`${controlClasses} ${face} ${className}`}
    />
  )
}

export function TextArea({
  mono = false,
  className = '',
  ...rest
}: ComponentProps<'textarea'> & { mono?: boolean | undefined }) {
  const face = mono ? 'break-all font-mono text-xs leading-5' : ''
  return (
    <textarea
      rows={4}
      spellCheck={!mono}
      {...rest}
      className={`${controlClasses} ${face} ${className}`}
    />
  )
}

export function Select({ className = '', ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={`${controlClasses} ${className}`} />
}
