import type { Known } from '@/lib/core/chain/snapshot'
import type { ReviewedCode } from '@/lib/core/report/reviewed-code'
import type { CodeSide } from './code-view'

/** One side of an upgrade as a report tells it. */
export function codeSide(code: ReviewedCode | undefined): Known<CodeSide> {
  if (!code) return { known: false, reason: 'what runs behind this proxy is not known' }
  const { address, codeHash, sources, constructorArguments } = code
  const known = <T>(value: T): Known<T> => ({ known: true, value })
  return {
    known: true,
    value: {
      address,
      codeHash: codeHash ? known(codeHash) : { known: false, reason: 'the code could not be read' },
      contract: sources.known ? known(sources.contract) : sources,
      compiler: sources.known ? known(sources.compiler) : sources,
      verification: sources.known ? known(sources.verification) : sources,
      constructorArguments: constructorArguments ?? {
        known: false,
        reason: 'the version that wrote the report did not look for it',
      },
      abi: sources.known ? sources.abi : [],
    },
  }
}
