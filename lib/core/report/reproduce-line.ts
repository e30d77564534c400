/**
 * The command line that makes a report again, or finds again what one check found. What was reviewed, and at which block,
 * stands in the report; the sources are a project's folder or the origin of any instance that keeps them.
 */
export function reproduceLine(check?: string | undefined): string {
  const line = 'npx suture verify report.json --rpc $RPC_URL --sources $SOURCES'
  return check === undefined ? line : `${line} --check ${check}`
}
