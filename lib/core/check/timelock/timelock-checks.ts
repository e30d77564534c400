import type { Check } from '@/lib/core/check/check'
import { calledCodePinned } from './called-code-pinned'
import { delayKept } from './delay-kept'
import { executorChosen } from './executor-chosen'
import { idRecomputed } from './id-recomputed'
import { operationsLinked } from './operations-linked'
import { slowEnough } from './slow-enough'

/** The checks TL-*, in the order of the catalogue. */
export const timelockChecks: readonly Check[] = [
  delayKept,
  operationsLinked,
  executorChosen,
  idRecomputed,
  calledCodePinned,
  slowEnough,
]
