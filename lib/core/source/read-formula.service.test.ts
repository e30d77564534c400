import { createRequire } from 'node:module'
import {
  type AbiParameter,
  type Address,
  concat,
  decodeAbiParameters,
  encodeAbiParameters,
  type Hex,
  numberToHex,
} from 'viem'
import { call, setCode } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { evaluateFormula, type Run, type Value } from '@/lib/core/formula/evaluate-formula'
import type { ValueType } from '@/lib/core/formula/formula'
import { argumentsToTry } from '@/lib/core/formula/search-difference'
import { compileSources } from './__fixtures__/compile-sources'
import { formulaZoo } from './__fixtures__/formula-zoo'
import { readContractModel } from './read-model'

/** Sets of arguments for each function. */
const rounds = 50

const zoo: Address = '0x00000000000000000000000000000000000f0e0d'
const contract = compileSources({ 'Zoo.sol': formulaZoo })('Zoo')
const { pureFunctions, unread } = readContractModel(contract)
let anvil: Anvil
let client: AnvilClient

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  await setCode(client, { address: zoo, bytecode: compileCode() })
}, 60_000)
afterAll(async () => await anvil?.stop())

test('behavior: formulas do what the EVM does, for each function of the zoo', async () => {
  expect(unread).toEqual([])
  let compared = 0
  let returned = 0
  for (const item of contract.abi) {
    if (item.type !== 'function') continue
    const { signature, formula } = pureFunctions.find((one) =>
      one.signature.startsWith(`${item.name}(`),
    )!
    const selector = [...contract.selectors].find(([, text]) => text === signature)?.[0]
    if (!formula.known) throw new Error(`${signature}: ${formula.reason}`)
    expect(formula.value.opaque).toEqual([])
    const { inputs, outputs } = formula.value.formula
    const tried = argumentsToTry([formula.value.formula]).slice(0, rounds)
    const runs = await Promise.all(
      tried.map(async (values) => {
        const words = values.map((value, at) => encode(value, inputs[at]!.type, item.inputs[at]!))
        return { values, actual: await run(concat([selector!, ...words]), outputs, item.outputs) }
      }),
    )
    for (const { values, actual } of runs) {
      const told = evaluateFormula(formula.value.formula, values)
      expect({ signature, values, run: told }).toEqual({ signature, values, run: actual })
      compared += 1
      if (actual.outcome === 'returns') returned += 1
    }
  }
  expect(compared).toBeGreaterThan(1_200)
  // Both ways are taken often enough to say something.
  expect(returned).toBeGreaterThan(compared / 4)
  expect(returned).toBeLessThan(compared)
})

async function run(
  data: Hex,
  types: readonly ValueType[],
  abi: readonly AbiParameter[],
): Promise<Run> {
  const answer = await call(client, { to: zoo, data }).catch(() => undefined)
  if (answer === undefined) return { outcome: 'reverts' }
  const values: readonly unknown[] = decodeAbiParameters(abi, answer.data ?? '0x')
  return { outcome: 'returns', values: values.map((value, at) => toValue(value, types[at]!)) }
}

function toValue(value: unknown, { kind }: ValueType): Value {
  return kind === 'bool' ? Boolean(value) : BigInt(value as string)
}

function encode(value: Value, { kind, bits }: ValueType, parameter: AbiParameter): Hex {
  if (typeof value === 'boolean') return encodeAbiParameters([parameter], [value])
  const isHex = kind === 'bytes' || parameter.type === 'address'
  return encodeAbiParameters([parameter], [isHex ? numberToHex(value, { size: bits / 8 }) : value])
}

function compileCode(): Hex {
  const solc = createRequire(import.meta.url)('solc')
  const outputSelection = { '*': { Zoo: ['evm.deployedBytecode.object'] } }
  const sources = { 'Zoo.sol': { content: formulaZoo } }
  const input = { language: 'Solidity', sources, settings: { outputSelection } }
  const { contracts } = JSON.parse(solc.compile(JSON.stringify(input)))
  return `0x${contracts['Zoo.sol'].Zoo.evm.deployedBytecode.object}`
}
