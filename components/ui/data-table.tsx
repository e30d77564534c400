import type { ComponentProps, ReactNode } from 'react'

export type DataTableProps = {
  /** What the table holds, for those who cannot see its surroundings. */
  caption: string
  columns: readonly ReactNode[]
  children: ReactNode
}

/** A native table that turns into labelled rows on a phone. Its cells are `DataCell`s. */
export function DataTable({ caption, columns, children }: DataTableProps) {
  return (
    <table className="data-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table never change places
            <th key={index} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

export type DataCellProps = ComponentProps<'td'> & {
  /** The column's name, repeated in the row on a phone. */
  label: string
  side?: 'before' | 'after' | undefined
}

/** One value. `side` grounds it as what was (grey) or what will be (blue). */
export function DataCell({ label, side, className = '', ...rest }: DataCellProps) {
  const ground = side ? `${side}-side` : ''
  return <td {...rest} data-label={label} className={`${ground} ${className}`} />
}
