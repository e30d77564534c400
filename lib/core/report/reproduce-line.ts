/** The command line that finds again what one check found. What was reviewed, and at which block, stands in the report. */
export function reproduceLine(check: string): string {
  return `npx suture verify report.json --rpc $RPC_URL --check ${check}`
}
