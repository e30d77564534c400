import type { Check } from '@/lib/core/check/check'
import { asAudited } from './as-audited'
import { codeFixed } from './code-fixed'
import { codePinned } from './code-pinned'
import { compilerKept } from './compiler-kept'
import { forwardsToNothing } from './forwards-to-nothing'
import { immutablesKept } from './immutables-kept'
import { librariesKept } from './libraries-kept'
import { madeFromSources } from './made-from-sources'
import { makerKnown } from './maker-known'
import { metadataProved } from './metadata-proved'
import { noNewDanger } from './no-new-danger'
import { noVulnerableLibrary } from './no-vulnerable-library'
import { opcodesSupported } from './opcodes-supported'

/** The checks BC-*, in the order of the catalogue. */
export const bytecodeChecks: readonly Check[] = [
  madeFromSources,
  metadataProved,
  immutablesKept,
  librariesKept,
  compilerKept,
  noNewDanger,
  codePinned,
  codeFixed,
  forwardsToNothing,
  opcodesSupported,
  asAudited,
  noVulnerableLibrary,
  makerKnown,
]
