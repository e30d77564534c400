import { zeroHash } from 'viem'
import { addressOf, hashOf } from '@/lib/core/patch/__fixtures__/draft'
import { sampleFinding, sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import type { CallFrame } from '@/lib/core/simulation/call-frame'
import type { ExecutedTransaction } from '@/lib/core/simulation/simulation'

const { input, abis, bundles } = sampleReport
const [safe, timelock, vault, token] = ['safe', 'timelock', 'vault', 'token'].map(addressOf) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]
const nothing = { data: '0x', size: 0 } as const

const frame: CallFrame = {
  depth: 0,
  kind: 'CALL',
  from: safe,
  to: timelock,
  context: timelock,
  value: 7n,
  gasUsed: 90_000n,
  input: { data: '0x01d5062a', size: 260 },
  output: nothing,
  undone: false,
}

const transaction: ExecutedTransaction = {
  from: safe,
  to: timelock,
  succeeded: true,
  gasUsed: 90_000n,
  logs: [{ address: timelock, topics: [hashOf('topic')], data: { data: '0x01', size: 1 } }],
  transfers: [{ from: safe, to: timelock, amount: 7n }],
  frames: {
    known: true,
    value: [
      frame,
      { ...frame, depth: 1, kind: 'DELEGATECALL', value: 0n, error: 'execution reverted', undone: true },
      { ...frame, depth: 1, kind: 'CREATE', to: undefined, context: undefined, value: 0n },
    ],
  },
}

const failed = {
  name: 'NotOwner',
  message: 'Only its owner may.',
  facts: [['Caller', safe] as const],
  depth: 1,
  at: vault,
  called: 'pause()',
  data: { data: '0x30cd7471', size: 4 },
} as const

/** Made up, with everything in it that a simulation can hold. */
export const sampleSimulation: SimulationReport = {
  schema: 'suture/simulation/1',
  input,
  simulation: {
    chainId: input.chainId,
    block: input.block,
    engine: 'fork',
    path: 'schedule and execute',
    safeTxHash: hashOf('transaction'),
    operationId: hashOf('operation'),
    gasLimit: { known: true, value: 30_000_000n },
    overrides: [
      {
        kind: 'storage',
        address: safe,
        slot: hashOf('approved'),
        value: hashOf('one'),
        reason: 'One owner approves.',
      },
      { kind: 'time', value: '172800', reason: 'The delay passes.' },
    ],
    steps: [
      { kind: 'schedule', title: 'The Safe schedules it', outcome: { status: 'done', transaction } },
      { kind: 'wait', title: '2 days pass', outcome: { status: 'done' } },
      {
        kind: 'execute',
        title: 'Anybody executes it',
        outcome: {
          status: 'reverted',
          transaction: {
            ...transaction,
            succeeded: false,
            output: { data: '0x30cd7471', size: 4 },
            frames: { known: false, reason: 'nobody traced it' },
          },
          failure: { ...failed, depth: 0, at: undefined, name: undefined, cause: failed },
        },
      },
      { kind: 'execute', title: 'Another one', outcome: { status: 'not reached' } },
      { kind: 'approve', title: 'An approval', outcome: { status: 'unknown', reason: 'no answer' } },
    ],
    diff: {
      known: true,
      value: {
        contracts: [
          {
            address: vault,
            balance: { before: 7n, after: 0n },
            nonce: { before: 1n, after: 2n },
            codeHash: { after: hashOf('code') },
            storage: [
              {
                slot: hashOf('slot'),
                before: zeroHash,
                after: hashOf('word'),
                variables: [
                  {
                    path: 'config.owner',
                    type: 'address',
                    origin: 'sources',
                    before: { text: vault, sound: true },
                    after: { text: safe, sound: false },
                  },
                  { path: 'cap', type: 'uint256', origin: 'standard' },
                ],
              },
              {
                slot: hashOf('other slot'),
                before: zeroHash,
                after: hashOf('word'),
                variables: [],
                problem: 'no layout names it',
              },
            ],
          },
        ],
        undecoded: 1,
      },
    },
    flows: {
      moves: [
        { step: 0, kind: 'ether', from: safe, to: timelock, amount: 7n },
        { step: 0, kind: 'erc20', token, from: safe, to: vault, amount: 5n },
        { step: 0, kind: 'erc721', token, from: safe, to: vault, id: 3n },
        { step: 0, kind: 'erc1155', token, from: safe, to: vault, id: 3n, amount: 2n },
      ],
      allowances: [
        { step: 0, kind: 'amount', token, owner: vault, spender: safe, amount: 2n ** 256n - 1n },
        { step: 0, kind: 'token', token, owner: vault, spender: safe, id: 3n },
        { step: 0, kind: 'all', token, owner: vault, spender: safe, approved: true },
      ],
      unread: [{ step: 0, token, name: 'Transfer' }],
    },
    created: [addressOf('created')],
    compared: { known: true, value: { differences: ['transaction 1 emits other events there.'] } },
    gaps: ['1 word of storage was not decoded.'],
    verdict: 'fail',
  },
  reads: {
    known: true,
    value: [{ contract: vault, expression: 'cap()', before: '5', after: 'reverts' }],
  },
  abis,
  bundles,
  facts: [
    { subject: 'patch', kind: 'simulation', known: true, anchor: 'recomputed' },
    { subject: 'Dollar vault', kind: 'live values', known: false, reason: 'the node was silent' },
  ],
  findings: [{ ...sampleFinding, check: 'SM-01', reproduce: 'npx suture verify simulation.json' }],
  verdict: 'fail',
}
