import { readStyleSheets } from '@/lib/adapters/build/read-style-sheets'

let held: ReturnType<typeof readStyleSheets> | undefined

/** The style sheets of the build that this process serves, by path, with their hashes; none in development. */
export function ownStyleSheets(): ReturnType<typeof readStyleSheets> {
  held ??=
    process.env.NODE_ENV === 'production'
      ? readStyleSheets(/* turbopackIgnore: true */ process.cwd())
      : []
  return held
}
