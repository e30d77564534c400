import type { Check } from '@/lib/core/check/check'
import { guardsKept } from './guards-kept'
import { holdersKnown } from './holders-known'
import { noArbitraryCall } from './no-arbitrary-call'
import { noChosenCode } from './no-chosen-code'
import { powerKept } from './power-kept'
import { rolesKept } from './roles-kept'
import { strangersKeptOut } from './strangers-kept-out'
import { valueKeptIn } from './value-kept-in'

/** The checks AC-*, in the order of the catalogue. */
export const accessChecks: readonly Check[] = [
  guardsKept,
  strangersKeptOut,
  valueKeptIn,
  rolesKept,
  powerKept,
  noArbitraryCall,
  noChosenCode,
  holdersKnown,
]
