/** Name of a slot in the table of storage. */
export function slotAnchor(slot: bigint, scope = ''): string {
  return `${scope}slot-${slot.toString(16)}`
}
