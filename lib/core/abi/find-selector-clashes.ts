import { type Abi, type Hex, toFunctionSelector, toFunctionSignature } from 'viem'

/**
 * A selector that proxy and implementation both answer; the proxy sees the call first.
 * - `collision`: two different functions; whoever means the one may run the other.
 * - `shadowed`: the same function; that of the implementation is never reached through the proxy.
 */
export type SelectorClash = {
  readonly selector: Hex
  readonly kind: 'collision' | 'shadowed'
  readonly proxy: string
  readonly implementation: string
}

/** All selectors that both answer, in the order of the proxy's ABI. */
export function findSelectorClashes({
  proxy,
  implementation,
}: {
  readonly proxy: Abi
  readonly implementation: Abi
}): SelectorClash[] {
  const behind = indexSignatures(implementation)
  return [...indexSignatures(proxy)].flatMap(([selector, signature]): SelectorClash[] => {
    const other = behind.get(selector)
    if (other === undefined) return []
    const kind = other === signature ? 'shadowed' : 'collision'
    return [{ selector, kind, proxy: signature, implementation: other }]
  })
}

function indexSignatures(abi: Abi): Map<Hex, string> {
  return new Map(
    abi.flatMap((item) =>
      item.type === 'function'
        ? [[toFunctionSelector(item), toFunctionSignature(item)] as const]
        : [],
    ),
  )
}
