import type { Hex } from 'viem'

/** Where an address hands its calls on to: the code that runs there in place of its own. */
export type CodeBehind = {
  /** Undefined where nothing tells. */
  readonly code: Hex | undefined
  /** Whether nobody can point it elsewhere, as at a clone. */
  readonly isFixed: boolean
}
