import { Kbd } from '@/components/ui/kbd'

/** The keys of a list of rows, for those who have a keyboard and a script that hears it. */
export function RowKeys() {
  return (
    <p className="scripted mb-3 text-ink-3 text-xs max-lg:hidden">
      <Kbd>J</Kbd> <Kbd>K</Kbd> move <Kbd>Enter</Kbd> open <Kbd>/</Kbd> search{' '}
      <button type="button" data-opens="keys" className="link link-target cursor-pointer">
        <Kbd>?</Kbd> all keys
      </button>
    </p>
  )
}
