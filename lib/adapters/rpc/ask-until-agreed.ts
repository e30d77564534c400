import type { ChainNode, ChainNodes } from './chain-nodes'

/** What nodes that agree gave, with their hosts. */
export type Agreement<Answer> = { readonly answer: Answer; readonly hosts: readonly string[] }

export type Asked<Answer> = {
  /** What as many as have to agree gave alike; undefined where too few did. */
  readonly agreed: Agreement<Answer> | undefined
  /** All that was given. */
  readonly groups: readonly Agreement<Answer>[]
  readonly problems: readonly { readonly host: string; readonly error: unknown }[]
}

/**
 * Asks as many nodes as have to agree, in the order in which they are configured; one that fails, or says something else, gives its
 * place to the next.
 *
 * @param parameters.keyOf The same for answers that agree.
 */
export async function askUntilAgreed<Answer extends object>(
  { nodes, quorum }: ChainNodes,
  {
    ask,
    keyOf,
  }: {
    readonly ask: (node: ChainNode) => Promise<Answer>
    readonly keyOf: (answer: Answer) => string
  },
): Promise<Asked<Answer>> {
  const groups = new Map<string, { answer: Answer; hosts: string[] }>()
  const problems: { host: string; error: unknown }[] = []
  let waiting = [...nodes]
  for (let wanted = quorum; waiting.length > 0; ) {
    const asked = waiting.slice(0, wanted)
    waiting = waiting.slice(wanted)
    const outcomes = await Promise.allSettled(asked.map(ask))
    outcomes.forEach((outcome, at) => {
      const host = asked[at]?.host ?? ''
      if (outcome.status === 'rejected') {
        problems.push({ host, error: outcome.reason })
        return
      }
      const key = quorum === 1 ? 'only' : keyOf(outcome.value)
      const group = groups.get(key) ?? { answer: outcome.value, hosts: [] }
      groups.set(key, { ...group, hosts: [...group.hosts, host] })
    })
    const agreed = [...groups.values()].find(({ hosts }) => hosts.length >= quorum)
    if (agreed) return { agreed, groups: [...groups.values()], problems }
    wanted = quorum - Math.max(0, ...[...groups.values()].map(({ hosts }) => hosts.length))
  }
  return { agreed: undefined, groups: [...groups.values()], problems }
}

/** Each host with what went wrong there, in one line. */
export function problemsInWords(
  problems: Asked<object>['problems'],
): (readonly [host: string, problem: string])[] {
  return problems.map(({ host, error }) => {
    const words = error instanceof Error ? error.message : String(error)
    return [host, words.split('\n')[0] ?? '']
  })
}
