'use client'

import { type FormEvent, useState } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'
import { parseTheme, type Theme, themes } from './theme'

const looks: Record<Theme, { icon: IconName; label: string }> = {
  system: { icon: 'system', label: 'System theme' },
  light: { icon: 'sun', label: 'Light theme' },
  dark: { icon: 'moon', label: 'Dark theme' },
}

/** A plain form that stores the choice in a cookie; with script the page changes at once instead of reloading. */
export function ThemeChoice({
  theme,
  plain = false,
}: {
  theme: Theme
  /** The form is sent as a form, with script too. */
  plain?: boolean | undefined
}) {
  const [chosen, setChosen] = useState(theme)
  function choose(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    if (!(submitter instanceof HTMLButtonElement)) return
    event.preventDefault()
    const next = parseTheme(submitter.value)
    setChosen(next)
    document.documentElement.dataset.theme = next
    void fetch('/theme', {
      method: 'POST',
      body: new URLSearchParams({ theme: next }),
      redirect: 'manual',
    }).catch(() => {
      // The page is lit as asked; only the next one will not know.
    })
  }
  return (
    <form action="/theme" method="post" onSubmit={plain ? undefined : choose}>
      <fieldset className="inline-flex rounded-panel border border-line p-px">
        <legend className="sr-only">Theme</legend>
        {themes.map((value) => (
          <button
            key={value}
            type="submit"
            name="theme"
            value={value}
            aria-label={looks[value].label}
            title={looks[value].label}
            aria-pressed={value === chosen}
            className="grid size-7 cursor-pointer place-items-center rounded-tag text-ink-3 hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink aria-pressed:outline-1 aria-pressed:outline-line aria-pressed:focus-visible:outline-2 aria-pressed:focus-visible:outline-thread"
          >
            <Icon name={looks[value].icon} />
          </button>
        ))}
      </fieldset>
    </form>
  )
}
