/** Whether a JSON document says that it is a simulation; whether it is one is for its parser to say. */
export function isSimulation(json: string): boolean {
  try {
    return JSON.parse(json)?.schema === 'suture/simulation/1'
  } catch {
    return false
  }
}
