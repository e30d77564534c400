import { assertBundleSize, bundleSize, maximumBundleBytes } from './assert-bundle-size'
import type { BuildInfo } from './build-info'
import type { ChooseContractParameters } from './choose-contract'
import { findContract } from './find-contract'
import { importClosure } from './import-closure'
import { parseBuildInfo } from './parse-build-info'
import { parseCompilerVersion } from './parse-compiler-version'
import type { SourceBundle } from './source-bundle'

/** The bundle of a contract, and all that it was compiled with: the same bundle where nothing was left out. */
export type BundledSources = { readonly bundle: SourceBundle; readonly whole: SourceBundle }

export type BundleSourcesParameters = ChooseContractParameters & {
  /** A standard JSON input, or a build-info of Foundry or Hardhat, parsed from JSON. */
  readonly input: unknown
  /** What Hardhat 3 keeps beside its build-info. */
  readonly output?: unknown
  /** Version of the compiler, for an input that does not tell it. */
  readonly compiler?: string | undefined
}

/**
 * Makes the bundle of one contract of what its authors compiled. That it belongs to any code is not known from it.
 *
 * @throws InvalidSourcesError
 */
export function bundleSources(parameters: BundleSourcesParameters): BundledSources {
  const { input, output, compiler, ...choice } = parameters
  return bundleBuildInfo(parseBuildInfo(input, output), { compiler, ...choice })
}

/** As `bundleSources`, of a build-info that was parsed before. */
export function bundleBuildInfo(
  buildInfo: BuildInfo,
  { compiler, ...choice }: Omit<BundleSourcesParameters, 'input' | 'output'>,
): BundledSources {
  const version = parseCompilerVersion(compiler ?? buildInfo.compiler)
  const contract = findContract(buildInfo, choice)
  const whole: SourceBundle = { ...buildInfo.input, compiler: version, contract }
  const bundle = importClosure(whole)
  assertBundleSize(bundle)
  // Compiling more than we would keep is no way out of a mismatch.
  return { bundle, whole: bundleSize(whole) > maximumBundleBytes ? bundle : whole }
}
