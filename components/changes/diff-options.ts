/** How a reader wants to see the differences. It stands in the address, so that it works without script and can be sent. */
export type DiffOptions = {
  /** Both versions side by side. */
  readonly split: boolean
  /** Lines that differ in white space alone are shown as equal. */
  readonly ignoreSpace: boolean
  /** Anchor of a file of which all lines are shown. */
  readonly whole?: string | undefined
}

type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

/** Whatever else stands in an address is left alone. */
export function parseDiffOptions({ view, space, whole }: SearchParams): DiffOptions {
  return {
    split: view === 'split',
    ignoreSpace: space === 'ignored',
    whole: typeof whole === 'string' && /^(u\d+-)?f-[0-9a-f]{8}$/.test(whole) ? whole : undefined,
  }
}

/** The same page seen otherwise; empty where it is seen as usual. */
export function diffQuery({ split, ignoreSpace, whole }: DiffOptions): string {
  const query = new URLSearchParams([
    ...(split ? [['view', 'split']] : []),
    ...(ignoreSpace ? [['space', 'ignored']] : []),
    ...(whole ? [['whole', whole]] : []),
  ]).toString()
  return query && `?${query}`
}
