/** What has to hold for a bug to have an effect. Undefined where the version alone decides. */
export type BugCondition = 'via-ir' | 'optimizer' | 'abi-coder-v2' | 'storage-end-warning'

export type CompilerBug = {
  readonly name: string
  readonly severity: 'medium' | 'medium/high' | 'high'
  readonly introduced: string
  readonly fixed: string
  readonly needs?: BugCondition | undefined
  readonly effect: string
}

/**
 * Bugs of solc from 0.5.13 on that its makers rate medium or higher, with the versions that have them; effects in our words.
 *
 * @see https://github.com/argotorg/solidity/blob/develop/docs/bugs.json (SOL-2020-1 to SOL-2026-4)
 */
export const compilerBugs: readonly CompilerBug[] = [
  {
    name: 'InheritanceOrderReversalOnStorageEndWarning',
    severity: 'medium',
    introduced: '0.8.29',
    fixed: '0.8.36',
    needs: 'storage-end-warning',
    effect: 'bases are resolved in reverse where storage is laid out close to its end',
  },
  {
    name: 'UnsoundSpillInMutualRecursion',
    severity: 'medium',
    introduced: '0.7.2',
    fixed: '0.8.36',
    needs: 'via-ir',
    effect: 'local variables of functions that call each other may be overwritten',
  },
  {
    name: 'TransientStorageClearingHelperCollision',
    severity: 'high',
    introduced: '0.8.28',
    fixed: '0.8.34',
    needs: 'via-ir',
    effect: 'delete may clear storage instead of transient storage, or the other way round',
  },
  {
    name: 'StorageWriteRemovalBeforeConditionalTermination',
    severity: 'medium/high',
    introduced: '0.8.13',
    fixed: '0.8.17',
    needs: 'optimizer',
    effect: 'writes before assembly that may end the call are removed',
  },
  {
    name: 'AbiReencodingHeadOverflowWithStaticArrayCleanup',
    severity: 'medium',
    introduced: '0.5.8',
    fixed: '0.8.16',
    needs: 'abi-coder-v2',
    effect: 'encoding a tuple that ends in a static calldata array zeroes what follows',
  },
  {
    name: 'InlineAssemblyMemorySideEffects',
    severity: 'medium',
    introduced: '0.8.13',
    fixed: '0.8.15',
    needs: 'optimizer',
    effect: 'memory that assembly writes for later is not written',
  },
  {
    name: 'KeccakCaching',
    severity: 'medium',
    introduced: '0.0.1',
    fixed: '0.8.3',
    needs: 'optimizer',
    effect: 'hashes of the same memory in different lengths are taken for equal',
  },
  {
    name: 'EmptyByteArrayCopy',
    severity: 'medium',
    introduced: '0.0.1',
    fixed: '0.7.4',
    effect: 'copying empty bytes to storage leaves dirt behind them',
  },
  {
    name: 'DynamicArrayCleanup',
    severity: 'medium',
    introduced: '0.0.1',
    fixed: '0.7.3',
    effect: 'arrays of packed values that shrink keep some of what was deleted',
  },
  {
    name: 'YulOptimizerRedundantAssignmentBreakContinue',
    severity: 'medium',
    introduced: '0.6.0',
    fixed: '0.6.1',
    needs: 'optimizer',
    effect: 'assignments in loops of assembly with break or continue are removed',
  },
]
