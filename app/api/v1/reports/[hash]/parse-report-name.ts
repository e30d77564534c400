import { type Hash, isHash } from 'viem'

export type ReportFormat = 'json' | 'md' | 'html'

/** What the last part of the path asks for: `0x…` is the JSON, `0x….md` and `0x….html` are rendered from it. */
export function parseReportName(
  name: string,
): { readonly hash: Hash; readonly format: ReportFormat } | undefined {
  const [, hash = '', format = 'json'] = /^([^.]*)(?:\.(json|md|html))?$/.exec(name) ?? []
  return isHash(hash) ? { hash, format: format as ReportFormat } : undefined
}
