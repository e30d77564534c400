import { OtherChainAddressError } from './parse-placed-address'

export type AgreeOnChainReturnType<Name> = {
  /** The chain that all are of; undefined where nothing tells. */
  readonly chainId: number | undefined
  /** Which of them are of another one. */
  readonly problems: readonly (readonly [Name, OtherChainAddressError])[]
}

/**
 * The chain that several addresses are of by what stands before them.
 *
 * @param sought The one that they are looked for on, where that is known; else the first that is told counts.
 */
export function agreeOnChain<Name extends string>(
  sought: number | undefined,
  told: readonly (readonly [name: Name, chainId: number | undefined])[],
): AgreeOnChainReturnType<Name> {
  const agreed = sought ?? told.find(([, chainId]) => chainId !== undefined)?.[1]
  const problems = told.flatMap(([name, chainId]) =>
    chainId === undefined || agreed === undefined || chainId === agreed
      ? []
      : [[name, new OtherChainAddressError({ chainId, sought: agreed })] as const],
  )
  return { chainId: agreed, problems }
}
