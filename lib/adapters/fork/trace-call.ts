import { numberToHex } from 'viem'
import type { HistoricTransaction } from '@/lib/core/replay/historic-transaction'
import type { BatchRequest } from './request-batch'

const tracers = {
  calls: '"tracer":"callTracer","tracerConfig":{"withLog":true}',
  changed: '"tracer":"prestateTracer","tracerConfig":{"diffMode":true}',
  written: '"tracer":"prestateTracer","tracerConfig":{"diffMode":true,"disableCode":true}',
  seen: '"tracer":"prestateTracer","tracerConfig":{"disableCode":true}',
}

/** What a trace is to tell: the calls with their events, what was changed, the same without code, or what was looked at. */
export type TracedThing = keyof typeof tracers

export type TraceCallParameters = {
  readonly transaction: HistoricTransaction
  /** By address. */
  readonly stateOverrides: object
  /** A block number or tag. */
  readonly at: string
}

/** Requests that run a transaction once more, in the circumstances of its block, and trace it. */
export function traceCalls(
  things: readonly TracedThing[],
  { transaction, stateOverrides, at }: TraceCallParameters,
): BatchRequest[] {
  const call = JSON.stringify(callOf(transaction))
  const world = `"stateOverrides":${JSON.stringify(stateOverrides)},"blockOverrides":${JSON.stringify(blockOf(transaction))}`
  return things.map((thing) => ({
    method: 'debug_traceCall',
    params: `[${call},"${at}",{${tracers[thing]},${world}}]`,
  }))
}

function callOf(transaction: HistoricTransaction): object {
  const { from, to, value, input, gas, gasPrice, accessList, authorizationList } = transaction
  return {
    from,
    to,
    value: numberToHex(value),
    data: input,
    gas: numberToHex(gas),
    gasPrice: numberToHex(gasPrice),
    ...(accessList && accessList.length > 0 ? { accessList } : {}),
    ...(authorizationList ? { authorizationList } : {}),
  }
}

function blockOf({ block }: HistoricTransaction): object {
  return {
    number: numberToHex(block.number),
    time: numberToHex(block.timestamp),
    coinbase: block.coinbase,
    baseFee: numberToHex(block.baseFee),
    gasLimit: numberToHex(block.gasLimit),
    random: block.prevRandao,
  }
}
