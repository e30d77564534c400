import type { AbiChange } from '@/lib/core/abi/diff-abi'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding, Verdict } from '@/lib/core/check/finding'
import { describeCell, type StorageCell } from '@/lib/core/storage-layout/storage-cells'
import type { DiffReport } from './diff-report'

/** A table of a report, to be laid out as text or Markdown. All cells are safe to print. */
export type DiffTable = {
  readonly title: string
  readonly head: readonly string[]
  /** Empty where there is nothing to say; then `empty` says so. */
  readonly rows: readonly (readonly string[])[]
  readonly empty: string
}

/** The slot table and the changes of the ABI. Lines that did not change are counted, not listed. */
export function diffTables({ storage, abi }: DiffReport): DiffTable[] {
  const rows = storage?.rows.filter(({ change }) => change !== 'unchanged') ?? []
  const same = (storage?.rows.length ?? 0) - rows.length
  return [
    {
      title: 'Storage',
      head: ['change', 'safety', 'before', 'after', 'why'],
      rows: rows.map(({ change, safety, from, to, reason }) => [
        change,
        safety,
        describeSide(from),
        describeSide(to),
        visibleText(reason),
      ]),
      empty: storage ? `${same} variables, unchanged` : 'not known: see the checks',
    },
    abiTable('Functions', abi?.functions),
    abiTable('Events', abi?.events),
    abiTable('Errors', abi?.errors),
  ]
}

function describeSide(cell: StorageCell | undefined): string {
  return cell ? visibleText(`${cell.typeLabel} ${cell.path} @ ${describeCell(cell)}`) : '—'
}

function abiTable(title: string, list: readonly AbiChange<unknown>[] | undefined): DiffTable {
  const rows = list?.filter(({ change }) => change !== 'unchanged') ?? []
  return {
    title,
    head: ['change', 'id', 'signature', 'how'],
    rows: rows.map(({ change, key, signature, changes }) => [
      change,
      key.slice(0, 10),
      visibleText(signature),
      changes.join('; ') || '—',
    ]),
    empty: list ? `${list.length}, unchanged` : 'not known: see the checks',
  }
}

/** `2 fail, 1 unknown, 0 warn, 5 pass, 0 not-applicable`: every count, also of none. */
export function countVerdicts(findings: readonly Finding[]): string {
  const order: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass', 'not-applicable']
  return order
    .map((one) => `${findings.filter(({ verdict }) => verdict === one).length} ${one}`)
    .join(', ')
}
