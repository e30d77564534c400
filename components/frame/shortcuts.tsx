'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState, useTransition } from 'react'
import { Checkbox } from '@/components/ui/choice'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { destinations } from './destinations'
import { FindForm } from './find-form'
import { moveToStop, pressControl } from './page-stops'
import { ProgressLine } from './progress-line'
import { moveRowFocus } from './row-focus'
import { focusSearch } from './search-focus'

const storageKey = 'suture-single-keys'

type KeyLine = readonly [keys: readonly string[], what: string]

const keys: readonly (readonly [where: string, lines: readonly KeyLine[]])[] = [
  [
    'Everywhere',
    [
      [['Ctrl K'], 'Find an address, a hash or a patch'],
      [['/'], 'Search the list of this page, else find'],
      [['J', 'K'], 'Next and previous row'],
      [['Enter'], 'Open the row'],
      [['C'], 'New patch'],
      [['?'], 'This list'],
    ],
  ],
  [
    'Changes of a patch',
    [
      [['J', 'K'], 'Next and previous file'],
      [['N', 'P'], 'Next and previous change'],
      [['.'], 'Next finding'],
      [['V'], 'Mark the file as viewed, or not'],
      [['U'], 'One column, or both versions side by side'],
    ],
  ],
]

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]',
    ) !== null
  )
}

/** The keys of the desk. Single keys can be switched off, as speech input and slips of the hand press them too. */
export function Shortcuts() {
  const router = useRouter()
  const [isOnItsWay, begin] = useTransition()
  const [open, setOpen] = useState<'find' | 'keys' | undefined>()
  const [singleKeys, setSingleKeys] = useState(true)
  const close = useCallback(() => setOpen(undefined), [])

  useEffect(() => setSingleKeys(localStorage.getItem(storageKey) !== 'off'), [])

  useEffect(() => {
    const actions: Readonly<Record<string, () => unknown>> = {
      '?': () => setOpen('keys'),
      '/': () => focusSearch() || setOpen('find'),
      c: () => begin(() => router.push('/patches/new')),
      j: () => moveRowFocus(1) || moveToStop('file', 1),
      k: () => moveRowFocus(-1) || moveToStop('file', -1),
      n: () => moveToStop('change', 1),
      p: () => moveToStop('change', -1),
      '.': () => moveToStop('finding', 1),
      u: () => pressControl('u'),
      v: () => pressControl('v'),
    }
    function onKey(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setOpen('find')
        return
      }
      if (!singleKeys || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
      if (document.querySelector('dialog[open]')) return
      const action = actions[event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    function onClick(event: MouseEvent) {
      if (event.target instanceof Element && event.target.closest('[data-opens="keys"]'))
        setOpen('keys')
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('click', onClick)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('click', onClick)
    }
  }, [router, singleKeys])

  return (
    <>
      <ProgressLine isOn={isOnItsWay} />
      <Dialog id="find" open={open === 'find'} onClose={close} title="Find">
        <FindForm id="find-dialog-input" autoFocus />
        <p className="text-ink-3 text-xs">
          Paste an address, a transaction hash, an operation id, a safeTxHash or a patch digest.
        </p>
        <ul className="grid">
          {destinations.map(({ href, label }) => (
            <li key={href}>
              <a
                href={href}
                className="flex min-h-9 items-center rounded-panel px-2 text-sm hover:bg-sunken"
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </Dialog>
      <Dialog id="keys" open={open === 'keys'} onClose={close} title="Keys">
        {keys.map(([where, lines]) => (
          <section key={where} aria-label={where} className="grid gap-2">
            <h3>{where}</h3>
            <KeyLines lines={lines} />
          </section>
        ))}
        <Checkbox
          checked={singleKeys}
          onChange={(event) => {
            setSingleKeys(event.target.checked)
            localStorage.setItem(storageKey, event.target.checked ? 'on' : 'off')
          }}
        >
          Single keys are on
        </Checkbox>
      </Dialog>
    </>
  )
}

function KeyLines({ lines }: { lines: readonly KeyLine[] }) {
  return (
    <dl className="grid grid-cols-[4rem_1fr] items-center gap-x-4 gap-y-2 text-sm">
      {lines.map(([names, what]) => (
        <div key={what} className="contents">
          <dt className="flex gap-1">
            {names.map((name) => (
              <Kbd key={name}>{name}</Kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
