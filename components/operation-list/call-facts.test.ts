import {
  type AbiFunction,
  type Address,
  encodeFunctionData,
  type Hex,
  keccak256,
  maxUint256,
  parseAbi,
  parseAbiItem,
  stringToBytes,
  zeroHash,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { type CallFactsParameters, callFacts } from './call-facts'

const timelock: Address = '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5'
const other: Address = '0xAe03Bc7f5416dab7B131ef89f245E588B4a08Ba0'

const dataOf = (signature: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({
    abi: [parseAbiItem(`function ${signature}` as string) as AbiFunction],
    args,
  } as never)

/** As a line would say it, addresses in angles. */
function told(
  call: Partial<CallFactsParameters['call']>,
  more: Partial<CallFactsParameters> = {},
): string {
  const facts = callFacts({
    call: { target: other, value: 0n, data: '0x', ...call },
    timelock,
    ...more,
  })
  return facts
    .map(({ name, value }) =>
      `${name} ${typeof value === 'string' ? value : `<${value.address.slice(0, 6)}>`}`.trim(),
    )
    .join(', ')
}

test('default: spender and amount of an approval', () => {
  const data = dataOf('approve(address,uint256)', [timelock, 1_500n])
  expect(told({ data })).toBe('spender <0x31E4>, amount 1,500')
  const all = dataOf('approve(address,uint256)', [timelock, maxUint256])
  expect(told({ data: all })).toBe('spender <0x31E4>, amount 2^256 − 1')
})

describe('what decides who decides', () => {
  const role = (name: string) => keccak256(stringToBytes(name))
  test.each([
    [
      'grantRole(bytes32,address)',
      [role('PROPOSER_ROLE'), other],
      'role PROPOSER_ROLE, account <0xAe03>',
    ],
    ['revokeRole(bytes32,address)', [zeroHash, other], 'role DEFAULT_ADMIN_ROLE, account <0xAe03>'],
    [
      'grantRole(bytes32,address)',
      [role('OF_OUR_OWN'), other],
      `role ${role('OF_OUR_OWN').slice(0, 10)}…${role('OF_OUR_OWN').slice(-4)}, account <0xAe03>`,
    ],
    ['transferOwnership(address)', [other], 'newOwner <0xAe03>'],
    ['setPendingAdmin(address)', [other], 'newPendingAdmin <0xAe03>'],
    ['transfer(address,uint256)', [other, 7n], 'to <0xAe03>, amount 7'],
    ['upgradeTo(address)', [other], 'newImplementation <0xAe03>'],
  ])('%s', (signature, args, words) => {
    expect(told({ data: dataOf(signature, args) })).toBe(words)
  })

  test('upgradeToAndCall: what it calls is named where that is known', () => {
    const signature = 'upgradeToAndCall(address,bytes)'
    const implementation = 'newImplementation <0xAe03>'
    const words = (inner: Hex) => told({ data: dataOf(signature, [other, inner]) })
    expect(words('0x')).toBe(`${implementation}, data none`)
    expect(words(`${dataOf('transferOwnership(address)', [other])}`)).toBe(
      `${implementation}, data call of transferOwnership`,
    )
    expect(words(`0x01020304${'00'.repeat(64)}`)).toBe(`${implementation}, data 68 bytes`)
  })
})

describe('delays', () => {
  const data = dataOf('updateDelay(uint256)', [3_600n])

  test('behavior: a new delay of the timelock itself takes the place of the one it has', () => {
    const own = { target: timelock, data }
    expect(told(own, { delay: 172_800n })).toBe('newDelay 1 h, from 2 days')
    expect(told(own)).toBe('newDelay 1 h')
  })

  test('behavior: the delay of another timelock is not taken for that of this one', () => {
    expect(told({ target: other, data }, { delay: 172_800n })).toBe('newDelay 1 h')
  })

  test('args: signature, as Compound tells it, names no argument', () => {
    const call = {
      target: timelock,
      signature: 'setDelay(uint256)',
      data: dataOf('setDelay(uint256)', [259_200n]),
    }
    expect(told(call, { delay: 172_800n })).toBe('3 days, from 2 days')
  })
})

test('behavior: ether is told, also of a plain transfer', () => {
  expect(told({ value: 10n ** 18n })).toBe('sends 1 ETH')
  const data = dataOf('transferOwnership(address)', [other])
  expect(told({ data, value: 5n })).toBe('newOwner <0xAe03>, sends 5 wei')
})

test('behavior: of what is not known, or not written as an encoder does, nothing is said', () => {
  const data = dataOf('approve(address,uint256)', [timelock, 1n])
  expect(told({ data: '0x01020304ff' })).toBe('')
  expect(told({ data: `${data}00` })).toBe('')
  expect(told({ data: data.slice(0, -2) as Hex })).toBe('')
  expect(told({ data, signature: 'not a function' })).toBe('')
})

test('behavior: many arguments are counted, and words of others are made visible', () => {
  const abi = parseAbi(['function permit(address,address,uint256,uint256,uint8,bytes32,bytes32)'])
  const args = [timelock, other, 1n, 2n, 27, zeroHash, zeroHash] as const
  expect(told({ data: encodeFunctionData({ abi, args }) })).toMatch(/deadline 2, 3 more$/)
  const note = { signature: 'note(string)', data: dataOf('note(string)', ['a\u202eb']) }
  expect(told(note)).toBe('“a⟨U+202E⟩b”')
})
