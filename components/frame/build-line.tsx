import type { Hash } from 'viem'

/** Below every page: which files it was given, to be held against what somebody else was given or has built. */
export function BuildLine({ hash }: { hash: Hash }) {
  return (
    <section
      aria-label="Build"
      className="mx-auto flex max-w-[90rem] flex-wrap items-baseline gap-x-2 px-6 pb-8 text-ink-3 text-xs max-md:px-4 print:px-0"
    >
      <span>Build</span>
      <a
        href="/.well-known/suture.json"
        className="link link-target min-w-0 break-all font-mono"
        title="The files of this build and their hashes. `suture instance` checks them."
      >
        {hash}
      </a>
    </section>
  )
}
