import { isAddress, isHash } from 'viem'
import type { WriteKind } from '@/lib/core/api/audit-entry'

export type DescribeWriteParameters = {
  readonly method: string
  /** What stands behind `/api/`. */
  readonly path: string
  /** The body, as it was sent. */
  readonly text: string
  /** Of the answer. */
  readonly status: number
}

export type SafeServiceWrite = {
  readonly kind: WriteKind
  readonly subject: string | undefined
  /** Who has proven by a signature to have proposed. */
  readonly actor: string | undefined
}

const kinds: readonly (readonly [RegExp, WriteKind])[] = [
  [/^POST v\d\/safes\/0x\w+\/multisig-transactions$/, 'proposal'],
  [/^POST v\d\/multisig-transactions\/0x\w+\/confirmations$/, 'confirmation'],
  [/^DELETE v\d\/multisig-transactions\/0x\w+$/, 'deletion'],
  [/^(POST|DELETE) v\d\/delegates(\/0x\w+)?$/, 'delegate'],
  [/^POST v\d\/(safes\/0x\w+\/messages|messages\/0x\w+\/signatures)$/, 'message'],
]

/** What a request to a Safe service writes, whichever service it is; undefined where it only asks. */
export function describeWrite(parameters: DescribeWriteParameters): SafeServiceWrite | undefined {
  const { method, text, status } = parameters
  const path = parameters.path.replace(/\/+$/, '')
  const kind = kinds.find(([shape]) => shape.test(`${method} ${path}`))?.[1]
  if (!kind) return undefined
  const [inPath] = /0x[0-9a-fA-F]{40,64}/.exec(path) ?? []
  if (kind !== 'proposal') return { kind, subject: inPath, actor: undefined }
  const { contractTransactionHash, sender, signature } = fieldsOf(text)
  const isProven = status === 201 && typeof signature === 'string' && signature.length > 2
  return {
    kind,
    subject:
      typeof contractTransactionHash === 'string' && isHash(contractTransactionHash)
        ? contractTransactionHash
        : inPath,
    actor: isProven && typeof sender === 'string' && isAddress(sender) ? sender : undefined,
  }
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
