import {
  CallExecutionError,
  ContractFunctionExecutionError,
  ContractFunctionZeroDataError,
  HttpRequestError,
  RpcError,
  RpcRequestError,
  TimeoutError,
  BaseError as ViemError,
} from 'viem'

/**
 * How nodes put it that the code itself failed. Only some of them give a code of its own to a revert, and hardly any to
 * an invalid instruction or to gas that ran out.
 */
const failures =
  /revert|out ?of ?gas|opcode|invalid ?(fe|jump)|stack ?(under|over)flow|VM execution error/i

/**
 * Whether an error of `readContract` or `call` is the contract's doing: it reverted, broke off, has no code or answered what does
 * not decode. Otherwise the node did not answer, and nothing is known of the contract.
 */
export function isContractsAnswer(error: unknown): boolean {
  const isExecution =
    error instanceof ContractFunctionExecutionError || error instanceof CallExecutionError
  if (!isExecution) return false
  if (error.walk((each) => each instanceof ContractFunctionZeroDataError)) return true
  const refusal = error.walk(
    (each) =>
      each instanceof RpcError ||
      each instanceof RpcRequestError ||
      each instanceof HttpRequestError ||
      each instanceof TimeoutError,
  )
  // The node did its part: what it handed over could not be decoded.
  if (refusal === null) return true
  return refusal instanceof ViemError && isFailure(refusal)
}

function isFailure(refusal: ViemError): boolean {
  if (refusal instanceof HttpRequestError || refusal instanceof TimeoutError) return false
  // 3 is what Ethereum's JSON-RPC specification gives to a revert.
  if (refusal.walk((each) => (each as { code?: unknown } | null)?.code === 3)) return true
  return failures.test(refusal.details)
}
