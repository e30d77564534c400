import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import {
  type DiamondCut,
  diamondCutSelector,
  readDiamondCut,
} from '@/lib/core/proxy/read-diamond-cut'

/** A cut among the calls, with the way to it in words; undefined where its bytes could not be read. */
export type PlacedCut = { readonly path: string; readonly cut: DiamondCut | undefined }

/** Every call of `diamondCut` in the trees, in the order in which they run. */
export function cutsInCalls(calls: readonly DecodedCall[]): PlacedCut[] {
  return walkCalls(calls).flatMap(({ path, call: { call } }) =>
    call.data.toLowerCase().startsWith(diamondCutSelector)
      ? [{ path, cut: readDiamondCut(call) }]
      : [],
  )
}
