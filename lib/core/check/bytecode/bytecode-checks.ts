import type { Check } from '@/lib/core/check/check'
import { codeFixed } from './code-fixed'
import { codePinned } from './code-pinned'
import { noNewDanger } from './no-new-danger'
import { opcodesSupported } from './opcodes-supported'

/** The checks BC-*, in the order of the catalogue. */
export const bytecodeChecks: readonly Check[] = [
  noNewDanger,
  codePinned,
  codeFixed,
  opcodesSupported,
]
