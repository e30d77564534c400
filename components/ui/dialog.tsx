'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from './icon'

export type DialogProps = {
  open: boolean
  /** Called for Escape, the backdrop and whatever else closes it. */
  onClose: () => void
  title: ReactNode
  /** Outlined, for what cannot be undone. */
  danger?: boolean | undefined
  id: string
  children: ReactNode
}

/** The browser's own modal dialog: it keeps the focus inside and gives it back. */
export function Dialog({ open, onClose, title, danger = false, id, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (open && !element.open) element.showModal()
    if (!open && element.open) element.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it already; this is for the backdrop
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
      className={`m-auto w-[calc(100%-2rem)] max-w-[30rem] rounded-panel border bg-surface p-0 text-ink backdrop:bg-shade ${danger ? 'border-fail' : 'border-edge'}`}
    >
      {open && (
        <div className="relative grid gap-3 p-5">
          <h2 id={`${id}-title`} className="pr-8 text-lg">
            {title}
          </h2>
          {children}
          {/* Last, so that the focus begins with what the dialog is for. */}
          <button
            type="button"
            aria-label="Close"
            onClick={onClose}
            className="absolute top-3.5 right-3.5 grid size-8 cursor-pointer place-items-center rounded-panel text-ink-3 hover:bg-sunken hover:text-ink"
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </dialog>
  )
}
