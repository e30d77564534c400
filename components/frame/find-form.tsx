import { Icon } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'

export type FindFormProps = {
  /** Of the input; there may be several forms on a page. */
  id: string
  initial?: string | undefined
  /** Shows the keys that open the dialog. */
  keys?: boolean | undefined
  autoFocus?: boolean | undefined
}

/** Goes to whatever an address, a hash or a digest names. A plain GET form. */
export function FindForm({ id, initial, keys = false, autoFocus = false }: FindFormProps) {
  return (
    <search>
      <form
        action="/find"
        method="get"
        className="flex h-8 items-center gap-2 rounded-panel border border-edge bg-surface pr-1.5 pl-2.5 text-ink-3 focus-within:outline-2 focus-within:outline-thread focus-within:outline-offset-2 max-md:h-10"
      >
        <Icon name="search" />
        <label htmlFor={id} className="sr-only">
          Find an address, a hash or a patch
        </label>
        <input
          id={id}
          name="q"
          type="text"
          required
          // biome-ignore lint/a11y/noAutofocus: only in the dialog that was opened to type into it
          autoFocus={autoFocus}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={200}
          defaultValue={initial}
          placeholder="Address, hash or patch"
          className="h-full min-w-0 flex-1 bg-transparent text-ink text-sm outline-none placeholder:text-ink-3"
        />
        {keys && (
          <span className="scripted">
            <Kbd>Ctrl K</Kbd>
          </span>
        )}
      </form>
    </search>
  )
}
