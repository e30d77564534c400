import { FindingLines } from './finding-note'
import type { PlacedFindings } from './finding-notes'

/** What is found of the row above, across the table. */
export function NoteRow({
  placed,
  columns,
}: {
  placed: PlacedFindings | undefined
  columns: number
}) {
  if (!placed) return null
  return (
    <tr className="note">
      <td colSpan={columns}>
        <FindingLines placed={placed} />
      </td>
    </tr>
  )
}
