const kinds = {
  'suture/simulation/1': 'simulation',
  'suture/replay-report/1': 'replay',
} as const

/** What a JSON document says that it is; whether it is one is for its parser to say. What says nothing is read as a report. */
export function documentKind(json: string): 'report' | 'simulation' | 'replay' {
  try {
    const schema: unknown = JSON.parse(json)?.schema
    return kinds[schema as keyof typeof kinds] ?? 'report'
  } catch {
    return 'report'
  }
}
