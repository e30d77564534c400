import { getAddress } from 'viem'
import { expect, test } from 'vitest'
import type { Expectations } from './expectations'
import { readExpectations } from './read-expectations'

const vault = getAddress('0x00000000000000000000000000000000000000a1')
const token = getAddress('0x00000000000000000000000000000000000000b2')
const names = [
  { name: 'Vault', address: vault },
  { name: 'Token', address: token },
]
const read = (expects: Expectations) => readExpectations(expects, names)

test('default', () => {
  const { value, problems } = read({
    invariants: [{ name: 'Solvent', view: 'Vault.totalAssets()', is: '>=', to: 'Vault.debt()' }],
    journeys: [
      {
        name: 'Deposit',
        as: 'holder',
        token: 'Token',
        approvals: [{ token: 'Token', spender: 'Vault' }],
        steps: [
          { call: 'Vault.deposit(5, self)' },
          { call: 'Vault.poke()', as: vault, value: '7' },
        ],
      },
    ],
    prices: [{ name: 'Rate', view: 'Vault.rate()', decimals: 'Token.decimals()', maxChangeBps: 5 }],
    pairs: [{ name: 'Decimals', rule: 'decimals', left: 'Vault', right: 'Token.decimals()' }],
    consumers: [{ consumers: [token], calls: ['Vault.price(each)'], each: ['Token'] }],
    writes: [{ contract: 'Vault', path: '_debts[*].amount' }],
  })
  expect(problems).toEqual([])
  const holder = { kind: 'holder', token }
  expect(value).toMatchObject({
    invariants: [{ view: { functionName: 'totalAssets' }, to: { kind: 'call' } }],
    journeys: [
      {
        as: holder,
        approvals: [{ token, spender: vault }],
        steps: [
          { as: holder, value: 0n },
          { as: { kind: 'address', address: vault }, value: 7n },
        ],
      },
    ],
    prices: [{ decimals: { kind: 'call' }, reference: undefined }],
    pairs: [{ left: { call: { text: 'Vault.decimals()' } } }],
    consumers: [{ consumers: [token], each: [token] }],
    writes: [{ contract: vault, path: '_debts[*].amount' }],
  })
})

test('behavior: nothing is declared', () => {
  expect(read({}).value.journeys).toEqual([])
})

test('error: every problem is named at its place, and what has one is left out', () => {
  const { value, problems } = read({
    invariants: [
      { name: 'A', view: '5', is: 'unchanged', to: '1' },
      { name: 'B', view: 'Vault.a()', is: '>=' },
    ],
    journeys: [{ name: 'C', as: 'holder', steps: [{ call: 'Vault.deposit(each)', as: 'nobody' }] }],
    prices: [{ name: 'D', view: 'Vault.rate()', decimals: 'Tokem.decimals()', maxChangeBps: 1 }],
    pairs: [
      { name: 'E', rule: 'ratio', left: '1', right: '2', min: '1,5' },
      { name: 'F', rule: 'equal', left: '1', right: '2', min: '1' },
      { name: 'G', rule: 'equal', left: '1', right: '2' },
    ],
    consumers: [{ consumers: ['Market'], calls: ['Vault.price(each)'] }],
    writes: [{ contract: 'Vault', path: '_debts[' }],
  })
  expect(problems.map(({ where, problem }) => `${where}: ${problem}`)).toMatchInlineSnapshot(`
    [
      "invariants.0.to: has no place beside "unchanged", which compares the view with itself",
      "invariants.0.view: "5" calls nothing; write a contract, a function and its arguments, e.g. Vault.totalAssets()",
      "invariants.1.to: is missing: ">=" compares the view with a literal or another view",
      "journeys.0.as: "holder" needs \`token\`, of which somebody holds most",
      "journeys.0.steps.0.call: "each" is one of \`each\`, in the calls of consumers",
      "journeys.0.steps.0.as: "nobody" is neither an address nor a number nor the name of a configured proxy (configured are Vault, Token); or write holder, with the token that is held",
      "prices.0.decimals: "Tokem" is neither an address nor a number nor the name of a configured proxy (configured are Vault, Token)",
      "pairs.0.rule: a ratio needs \`min\` and \`max\`, e.g. "0.99" and "1.01"",
      "pairs.0.min: is no decimal number; write e.g. "0.995"",
      "pairs.1.rule: "equal" has no bounds; leave out \`min\` and \`max\`, or write "ratio"",
      "consumers.0.consumers.0: "Market" is neither an address nor a number nor the name of a configured proxy (configured are Vault, Token)",
      "consumers.0.calls.0: "each" is one of \`each\`, in the calls of consumers",
      "writes.0.path: is no path of a variable; write e.g. _debts[*].amount, or * for all of them",
    ]
  `)
  expect(value.pairs.map(({ name }) => name)).toEqual(['G'])
  expect([value.invariants, value.journeys, value.prices, value.consumers, value.writes]).toEqual(
    Array.from({ length: 5 }, () => []),
  )
})
