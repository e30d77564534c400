import { Fragment, type ReactNode } from 'react'

export type KeyValueRow = readonly [label: ReactNode, value: ReactNode]

/** Labelled facts. `stacked` puts the label above, for values that need the whole width of a phone. */
export function KeyValue({
  rows,
  stacked = false,
}: {
  rows: readonly KeyValueRow[]
  stacked?: boolean | undefined
}) {
  const layout = stacked ? 'max-md:grid-cols-1 max-md:gap-y-0 max-md:[&_dd]:mb-2' : ''
  return (
    <dl
      className={`grid grid-cols-[fit-content(50%)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm ${layout}`}
    >
      {rows.map(([label, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one render never change places
        <Fragment key={index}>
          <dt className="text-ink-3">{label}</dt>
          <dd className="min-w-0">{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
