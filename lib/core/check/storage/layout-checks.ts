import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence, Verdict } from '@/lib/core/check/finding'
import { diffStorageLayouts } from '@/lib/core/storage-layout/diff-storage-layouts'
import { describeCell, storageCells } from '@/lib/core/storage-layout/storage-cells'
import type { StorageRow, StorageSafety } from '@/lib/core/storage-layout/storage-diff'
import { worstSafety } from '@/lib/core/storage-layout/storage-diff'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

type Layouts = { readonly 'old layout': StorageLayout; readonly 'new layout': StorageLayout }

const linearOnly = 'Namespaced and other computed slots are not in a layout (ST-04, ST-08).'

/** ST-01. Whether the new code reads every stored value as what the old code wrote. */
export const layoutCompatible: Check<keyof Layouts> = {
  id: 'ST-01',
  title: 'Storage layout is compatible',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old layout', 'new layout'],
  incident:
    'Pike Finance, 2024-04-30, 1.7 million: a pause patch added a base contract and moved every variable. dYdX Safety Module, 2021: an optimised slot locked the stakes.',
  remedy:
    'Add variables behind all others or out of a gap; never in front, between, or in another type.',
  run: (values) => {
    const rows = rowsOf(values).filter(isNotElementsAlone)
    if (rows.length === 0 && isWithoutVariables(values)) return nothingLinear
    return judge(rows, `${rows.length} places keep their meaning. ${linearOnly}`)
  },
}

/** ST-05. Whether each gap gave up exactly what was taken from it. */
export const gapSize: Check<keyof Layouts> = {
  id: 'ST-05',
  title: 'Gaps shrink by what was added',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old layout', 'new layout'],
  remedy: 'Shorten the gap by as many slots as the new variables of its contract take.',
  run: (values) => {
    const cells = [...storageCells(values['old layout']), ...storageCells(values['new layout'])]
    if (!cells.some(({ gap }) => gap)) {
      return { verdict: 'not-applicable', detail: 'There are no gaps.', evidence: [] }
    }
    const rows = rowsOf(values).filter(
      ({ from, to, change }) => (from ?? to)?.gap && change !== 'moved' && change !== 'unchanged',
    )
    return judge(rows, 'Every gap ends where it did.')
  },
}

/** ST-12. Whether what arrays, mappings and structs hold has kept its size and its members. */
export const elementSize: Check<keyof Layouts> = {
  id: 'ST-12',
  title: 'Elements of structs, enums and arrays keep their place',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old layout', 'new layout'],
  remedy:
    'Add members of enums and of structs in mappings at the end; leave the size of array elements alone.',
  run: (values) => {
    if (isWithoutVariables(values)) return nothingLinear
    return judge(
      rowsOf(values).filter(({ element }) => element),
      'No element has changed in size or order.',
    )
  },
}

const nothingLinear: Judgement = {
  verdict: 'not-applicable',
  detail: `Neither version has variables in linear storage. ${linearOnly}`,
  evidence: [],
}

function isWithoutVariables(values: Layouts): boolean {
  return [values['old layout'], values['new layout']].every(
    ({ variables }) => variables.length === 0,
  )
}

function rowsOf(values: Layouts): readonly StorageRow[] {
  return diffStorageLayouts({ from: values['old layout'], to: values['new layout'] }).rows
}

/** Members that a layout does not name are for ST-12 to report. */
function isNotElementsAlone({ element, safety }: StorageRow): boolean {
  return !(element && safety === 'undetermined')
}

const verdicts: Record<StorageSafety, Verdict> = {
  safe: 'pass',
  review: 'warn',
  undetermined: 'unknown',
  unsafe: 'fail',
}

const words: Record<StorageSafety, string> = {
  safe: '',
  review: 'need a look',
  undetermined: 'could not be told',
  unsafe: 'read what was written as something else',
}

function judge(rows: readonly StorageRow[], whenSafe: string): Judgement {
  const safety = worstSafety(rows.map((row) => row.safety))
  const worst = rows.filter((row) => row.safety === safety)
  return {
    verdict: verdicts[safety],
    detail: safety === 'safe' ? whenSafe : `${worst.length} places ${words[safety]}.`,
    evidence: rows.filter(isTelling).map(toEvidence),
  }
}

function isTelling({ change, safety }: StorageRow): boolean {
  return change !== 'unchanged' || safety !== 'safe'
}

function toEvidence({ from, to, change, reason }: StorageRow): FindingEvidence {
  const cell = to ?? from
  const names = [from, to].flatMap((one) => (one ? [one.path] : []))
  const name = [...new Set(names)].join(' → ')
  return {
    where: cell ? describeCell(cell) : '',
    what: visibleText(`${change} ${name}: ${reason}`),
  }
}
