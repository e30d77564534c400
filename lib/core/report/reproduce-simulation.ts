/**
 * The command line that tries a patch again, or finds again what one check found. What was tried, and at which block, stands
 * in the file; the sources are a project's folder or the origin of any instance that keeps them.
 */
export function reproduceSimulation(check?: string | undefined): string {
  const line = 'npx suture verify simulation.json --rpc $RPC_URL --sources $SOURCES'
  return check === undefined ? line : `${line} --check ${check}`
}

/** The command line that has a node alone walk the path again, without a fork and without sources. */
export function reproducePath(): string {
  return 'npx suture verify simulation.json --rpc $RPC_URL --engine eth_simulateV1'
}
