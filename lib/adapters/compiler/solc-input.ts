import type { SourceBundle } from '@/lib/core/source/source-bundle'

/** Settings that ask for more work or less output, and change no code. */
const left = ['outputSelection', 'modelChecker', 'stopAfter']

/**
 * The standard JSON input that makes one contract of a bundle, with the ASTs of all its files.
 *
 * @see https://docs.soliditylang.org/en/latest/using-the-compiler.html#input-description
 */
export function solcInput({ sources, settings, contract }: SourceBundle): unknown {
  const kept = Object.entries(settings).filter(([name]) => !left.includes(name))
  const outputs = [
    'abi',
    'storageLayout',
    'evm.methodIdentifiers',
    ...['evm.bytecode', 'evm.deployedBytecode'].flatMap((code) => [
      `${code}.object`,
      `${code}.linkReferences`,
    ]),
    'evm.deployedBytecode.immutableReferences',
  ]
  return {
    language: 'Solidity',
    sources: Object.fromEntries(
      Object.entries(sources).map(([path, content]) => [path, { content }]),
    ),
    settings: {
      ...Object.fromEntries(kept),
      outputSelection: { '*': { '': ['ast'] }, [contract.path]: { [contract.name]: outputs } },
    },
  }
}
