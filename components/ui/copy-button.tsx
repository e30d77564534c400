'use client'

import { useState } from 'react'
import { Icon } from './icon'

export type CopyButtonProps = {
  /** What is copied: always the full value, whatever is shown. */
  value: string
  /** Names what is copied: "Copy address". */
  label: string
  /** The value is a path on this instance: its whole address is copied. */
  isPath?: boolean | undefined
}

/** Copies a value and says so. Hidden where no script runs, as it could not do anything there. */
export function CopyButton({ value, label, isPath = false }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  async function copy() {
    try {
      await navigator.clipboard.writeText(isPath ? new URL(value, location.origin).href : value)
      setState('copied')
    } catch {
      setState('refused')
    }
    setTimeout(() => setState('idle'), 2500)
  }
  return (
    <span className="scripted inline-flex items-center align-[-6px]">
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={() => void copy()}
        className="inline-grid size-6 cursor-pointer place-items-center rounded-tag text-ink-3 hover:bg-sunken hover:text-ink"
      >
        <Icon name={state === 'copied' ? 'pass' : 'copy'} />
      </button>
      <span
        role="status"
        className={state === 'refused' ? 'whitespace-normal text-ink-3 text-xs' : 'sr-only'}
      >
        {state === 'copied' && 'Copied'}
        {state === 'refused' && 'The browser refused. Select the text instead.'}
      </span>
    </span>
  )
}
