/** How many owners have to sign, of how many there are. */
export function thresholdWords(threshold: number, owners: number): string {
  return `${threshold} of ${owners} ${owners === 1 ? 'owner' : 'owners'}`
}
