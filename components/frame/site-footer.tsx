/** A part of a page for machines. */
export type PageJson = { readonly href: string; readonly of: string }

/** Which Suture this is, what is computed where, and the page for machines. */
export function SiteFooter({
  jsonHref,
  moreJson,
  version,
  keys = true,
}: {
  jsonHref?: string | undefined
  moreJson: readonly PageJson[]
  version: string
  keys?: boolean | undefined
}) {
  return (
    <footer className="mx-auto flex print:hidden max-w-[90rem] flex-wrap items-center gap-x-5 gap-y-1 px-6 pb-1 text-ink-3 text-xs max-md:px-4">
      <span>Suture {version}</span>
      <span>
        Hashes and ids are computed from chain data, by the same code here and in your browser.
      </span>
      {jsonHref && (
        <a href={jsonHref} className="link link-target">
          JSON of this page
        </a>
      )}
      {moreJson.map(({ href, of }) => (
        <a key={href} href={href} className="link link-target">
          JSON of {of}
        </a>
      ))}
      <a href="/find" className="link link-target">
        Find
      </a>
      <a href="/audit" className="link link-target">
        Record of writes
      </a>
      {keys && (
        <button
          type="button"
          data-opens="keys"
          className="scripted link link-target cursor-pointer max-md:hidden"
        >
          Keys
        </button>
      )}
    </footer>
  )
}
