import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Hex, keccak256, numberToHex } from 'viem'
import { afterAll, expect, test } from 'vitest'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { analyseCode } from './analyse-code'
import { createCodeAnalyser } from './code-analyser'

const directory = mkdtempSync(join(tmpdir(), 'suture-analysis-'))
afterAll(() => rmSync(directory, { recursive: true }))
const analyser = createCodeAnalyser({ directory: join(directory, 'kept') })

const storeOne = '60015f55'

function built(name: string): Hex {
  const artifact = readFileSync(`contracts/out/${name}.sol/${name}.json`, 'utf8')
  return JSON.parse(artifact).deployedBytecode.object
}

test('default', async () => {
  const answer = await analyseCode(analyser, { code: built('HarborStrategy') })
  if (!answer.known) throw new Error(answer.reason)
  const { selectors, storage, touchesStorage, opcodes } = answer.value
  expect(touchesStorage).toBe(true)
  expect(opcodes.some(({ opcode }) => opcode === 'DELEGATECALL')).toBe(false)
  expect(selectors).toHaveLength(8)
  expect(storage.slice(0, 3).map(({ slot, offset, type }) => [slot, offset, type])).toEqual([
    [0n, 0, 'address'],
    [1n, 0, 'address'],
    [2n, 0, 'string'],
  ])
  expect(storage.every(({ reads }) => reads.every((one) => selectors.includes(one)))).toBe(true)
})

test('behavior: the slots of a proxy are found although nothing is dispatched', async () => {
  const answer = await analyseCode(analyser, { code: built('ERC1967Proxy') })
  const slot = BigInt(eip1967Slots.implementation)
  expect(answer).toMatchObject({ known: true, value: { selectors: [], storage: [{ slot }] } })
})

test('behavior: the same answer is kept, and read again', async () => {
  const code = built('HarborStrategy')
  const first = await analyseCode(analyser, { code })
  const hasty = { ...analyser, limits: { ...analyser.limits, seconds: 0 } }
  expect(await analyseCode(hasty, { code })).toEqual(first)
})

test('behavior: what was used last is kept', async () => {
  const small = createCodeAnalyser({ directory: join(directory, 'small'), limits: { kept: 2 } })
  for (const last of ['00', '01', '02']) await analyseCode(small, { code: `0x${storeOne}${last}` })
  expect(readdirSync(small.directory)).toHaveLength(2)
})

test('behavior: what has no code of this machine is told', async () => {
  const reasonOf = async (code: Hex) => {
    const answer = await analyseCode(analyser, { code })
    return answer.known ? 'known' : answer.reason
  }
  expect(await reasonOf('0x')).toBe('there is no code at this address')
  expect(await reasonOf('0x123')).toBe('the code is no whole bytes')
  expect(await reasonOf('0xef000101')).toBe('code of the EVM object format is not understood')
  const lent = 'this is an account that has lent itself code (EIP-7702)'
  expect(await reasonOf(`0xef0100${'11'.repeat(20)}`)).toBe(lent)
  const long: Hex = `0x${'5b'.repeat(131_073)}`
  expect(await reasonOf(long)).toBe('131073 bytes of code are more than are analysed')
})

test('behavior: 24 KB of selectors are all found, in time', { timeout: 60_000 }, async () => {
  const { code, selectors } = manySelectors(2_000)
  const answer = await analyseCode(analyser, { code })
  expect(answer).toMatchObject({ known: true, value: { selectors } })
})

test('behavior: code made to be slow is given up, and holds nobody up', async () => {
  const hasty = createCodeAnalyser({ directory: join(directory, 'x'), limits: { seconds: 2 } })
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
  }, 20)
  // It takes a minute and half a gigabyte where nobody ends it.
  const answer = await analyseCode(hasty, { code: manyBranches(1_000, 700) })
  clearInterval(timer)
  const reason = 'the analyser took longer than 2 seconds'
  expect(answer).toEqual({ known: false, reason })
  expect(ticks).toBeGreaterThan(20)
  // What was given up is not kept as an answer.
  expect(() => readdirSync(hasty.directory)).toThrow('ENOENT')
  // The next in line is not affected.
  const next = createCodeAnalyser({ directory: join(directory, 'x') })
  expect((await analyseCode(next, { code: `0x${storeOne}00` })).known).toBe(true)
})

test('behavior: code that asks for too much memory is given up', { timeout: 60_000 }, async () => {
  const tight = createCodeAnalyser({ directory: join(directory, 'z'), limits: { memory: 32 } })
  expect((await analyseCode(tight, { code: `0x${storeOne}00` })).known).toBe(true)
  const answer = await analyseCode(tight, { code: manyBranches(200, 1_000) })
  expect(answer).toEqual({ known: false, reason: 'the analyser broke off' })
})

test('behavior: bytes without sense', async () => {
  for (let seed = 0; seed < 4; seed += 1) {
    const answer = await analyseCode(analyser, { code: noise(seed) })
    expect(answer.known).toBe(true)
  }
  for (const code of ['0x5b600056', `0x${'5b'.repeat(24_576)}`, `0x${'60'.repeat(24_576)}`]) {
    const answer = await analyseCode(analyser, { code: code as Hex })
    expect(answer).toMatchObject({ known: true, value: { selectors: [], storage: [] } })
  }
})

test('error: an answer that is too long', async () => {
  const tight = createCodeAnalyser({ directory: join(directory, 'y'), limits: { output: 10 } })
  expect(await analyseCode(tight, { code: built('ERC1967Proxy') })).toEqual({
    known: false,
    reason: 'the answer of the analyser is too long',
  })
})

test('error: aborted', async () => {
  const { code } = manySelectors(1_500)
  const signal = AbortSignal.timeout(100)
  await expect(analyseCode(analyser, { code, signal })).rejects.toThrow(/timeout/)
})

/** A dispatcher of as many functions as fit, each writing its number into slot 0. */
function manySelectors(count: number): { code: Hex; selectors: Hex[] } {
  const selectors = Array.from(
    { length: count },
    (_, at): Hex => numberToHex((at * 7_919 + 1) % 2 ** 32, { size: 4 }),
  )
  const head = '5f3560e01c'
  const body = 5 + count * 11 + 1
  const target = numberToHex(body, { size: 2 }).slice(2)
  const cases = selectors.map((one) => `8063${one.slice(2)}1461${target}57`).join('')
  return { code: `0x${head}${cases}005b${storeOne}00`, selectors: selectors.toSorted() }
}

/** Functions that all run into one body of as many branches, each with a slot of its own. */
function manyBranches(functions: number, branches: number): Hex {
  const word = (value: number) => numberToHex(value, { size: 2 }).slice(2)
  const start = 5 + functions * 11 + 1
  const cases = Array.from(
    { length: functions },
    (_, at) => `8063${numberToHex(at * 7_919 + 1, { size: 4 }).slice(2)}1461${word(start)}57`,
  )
  const body = Array.from({ length: branches }, (_, at) => {
    const next = start + 1 + at * 17 + 16
    // CALLDATALOAD, JUMPI to the next; SLOAD and SSTORE.
    return `61${word(at)}3561${word(next)}5761${word(at)}5461${word(at)}555b`
  })
  return `0x5f3560e01c${cases.join('')}005b${body.join('')}00`
}

function noise(seed: number): Hex {
  const parts = Array.from({ length: 768 }, (_, at) => keccak256(numberToHex(seed * 1_000 + at)))
  return `0x60${parts.map((part) => part.slice(2)).join('')}`
}
