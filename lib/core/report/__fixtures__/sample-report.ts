import { toHex, zeroHash } from 'viem'
import { parseAbi } from '@/lib/core/abi/parse-abi'
import type { Finding } from '@/lib/core/check/finding'
import { hashFileHashes } from '@/lib/core/source/hash-sources'
import { addressOf, chainId, hashOf, protocol } from '@/lib/core/patch/__fixtures__/draft'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import type { Dossier } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { Report } from '@/lib/core/report/report'
import type { ReviewedCode } from '@/lib/core/report/reviewed-code'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import { gap, layOut } from '@/lib/core/storage-layout/__fixtures__/lay-out'

/** Made up, with everything in it that a report can hold. */
const dossier: Dossier = {
  schema: 'suture/patch/1',
  chainId,
  safe: protocol.safe,
  timelock: protocol.timelock,
  predecessor: zeroHash,
  calls: [{ target: addressOf('vault'), value: 0n, data: '0x4f1ef286' }],
  upgrades: [
    {
      proxy: { address: addressOf('vault'), kind: 'uups' },
      from: { address: addressOf('v1'), codeHash: hashOf('v1') },
      to: { address: addressOf('v2'), codeHash: hashOf('v2') },
    },
  ],
  title: 'Vault 2.0.0',
  description: 'Rounds in favour of the vault.\nNothing else.',
  severity: 'critical',
  evidence: [{ label: 'Audit', url: 'https://example.org/audit' }],
  createdAt: 1_700_000_000n,
}

export const sampleFinding: Finding = {
  check: 'ST-01',
  title: 'Storage layout',
  verdict: 'fail',
  severity: 'critical',
  kind: 'integrity',
  subject: 'Dollar vault',
  detail: '1 place reads what was written as something else.',
  evidence: [{ where: 'slot 2', what: 'owner is read as a balance' }],
  anchor: 'recomputed',
  incident: 'Audius 2022',
  remedy: 'Put new variables behind the old ones.',
  reproduce: 'npx suture verify report.json --rpc $RPC_URL --check ST-01',
}

const other: Finding = {
  check: 'TX-03',
  title: 'Delegatecall',
  verdict: 'pass',
  severity: 'critical',
  kind: 'integrity',
  subject: 'patch',
  detail: 'None.',
  evidence: [],
  reproduce: 'npx suture verify report.json --rpc $RPC_URL --check TX-03',
}

const code = (name: string, sources: ReviewedCode['sources']): ReviewedCode => ({
  address: addressOf(name),
  codeHash: hashOf(name),
  sources,
})

const abi = parseAbi([
  {
    type: 'function',
    name: 'deposit',
    stateMutability: 'payable',
    inputs: [
      { type: 'tuple', name: 'order', components: [{ type: 'uint256', name: 'assets' }] },
      { type: 'address', name: 'receiver', internalType: 'address' },
    ],
    outputs: [],
  },
  { type: 'event', name: 'Moved', inputs: [{ type: 'uint256', indexed: true, name: '' }] },
  { type: 'receive', stateMutability: 'payable' },
])

const layout = layOut(
  ['owner', 'address'],
  ['state', { enum: 'State', members: ['Open', 'Shut'] }],
  ['price', { custom: 'Price', bytes: 12, underlying: 'uint96' }],
  ['names', { key: 'address', value: 'string' }],
  ['points', { array: { struct: 'Point', members: [['x', 'uint128'], ['y', 'uint128']] }, length: 3 }],
  ['queue', { array: 'uint64' }],
  gap(40),
)

const patch = hashPatch(dossier)
const { id, ...content } = patchOperation(patch)
const delay = 172_800n

const none = { open: false, holders: [] }
const roles = {
  proposer: { open: false, holders: [protocol.safe] },
  executor: { open: true, holders: [] },
  canceller: none,
  admin: none,
}

/** A patch of one upgrade that fails one check. */
export const sampleReport: Report = {
  schema: 'suture/report/1',
  input: {
    chainId,
    block: { number: 20_000_000n, hash: hashOf('block'), timestamp: 1_700_000_012n },
    protocol: {
      name: 'Harbor Vaults',
      safe: protocol.safe,
      timelock: protocol.timelock,
      guardian: addressOf('guardian'),
      proxies: [{ name: 'Dollar vault', address: addressOf('vault') }],
      audits: [
        {
          auditor: 'Lighthouse',
          report: 'https://lighthouse.example/harbor.pdf',
          sourceHash: hashFileHashes({ 'src/Vault.sol': hashOf('audited') }),
          files: { 'src/Vault.sol': hashOf('audited') },
        },
      ],
      expects: {
        invariants: [
          { name: 'Solvent', view: 'Dollar vault.totalAssets()', is: '>=', to: '1e6' },
          { name: 'Asset', view: 'Dollar vault.asset() returns (address)', is: 'unchanged' },
        ],
        journeys: [
          {
            name: 'Deposit',
            as: 'holder',
            token: addressOf('token'),
            approvals: [{ token: addressOf('token'), spender: 'Dollar vault' }],
            steps: [{ call: 'Dollar vault.deposit(1e6, self)', as: 'holder', value: '0' }],
          },
        ],
        prices: [
          {
            name: 'Share',
            view: 'Dollar vault.convertToAssets(1e6)',
            decimals: '6',
            maxChangeBps: 50,
            reference: 'Dollar vault.convertToAssets(1e6)',
          },
        ],
        pairs: [
          {
            name: 'Rate',
            rule: 'ratio',
            left: 'Dollar vault.rate()',
            right: '1e18',
            min: '0.9',
            max: '1.1',
          },
        ],
        consumers: [
          {
            consumers: [addressOf('market')],
            calls: ['Dollar vault.price(each)'],
            each: [addressOf('token')],
          },
        ],
        writes: [{ contract: 'Dollar vault', path: '_debts[*].amount' }],
      },
      deploymentBlock: 12,
    },
    calls: patch.calls,
    operation: { id, content, delay },
    transaction: plainTransaction({
      safe: { chainId, address: protocol.safe },
      call: { target: protocol.timelock, value: 0n, data: encodeSchedule({ ...content, delay }) },
      nonce: 7n,
    }),
    patch,
  },
  abis: { [addressOf('vault')]: abi },
  bundles: { [addressOf('treasury')]: hashOf('treasury bundle') },
  upgrades: [
    {
      name: 'Dollar vault',
      proxies: [addressOf('vault')],
      from: {
        constructorArguments: { known: true, value: toHex(5n, { size: 32 }) },
        ...code('v1', {
        known: true,
        bundle: hashOf('bundle'),
        contract: 'src/Vault.sol:Vault',
        compiler: '0.8.30+commit.73712a01',
        verification: {
          match: 'exact',
          immutables: [
            {
              name: 'asset',
              contract: 'Vault',
              type: 'address',
              value: toHex(5n, { size: 32 }),
              consistent: true,
            },
          ],
          libraries: [
            { path: 'src/M.sol', library: 'M', address: addressOf('m'), consistent: false },
          ],
        },
        abi,
        layout,
        }),
      },
      to: {
        constructorArguments: { known: false, reason: 'it was made by other creation code' },
        ...code('v2', {
        known: true,
        bundle: hashOf('bundle 2'),
        contract: 'src/Vault.sol:Vault',
        compiler: '0.8.30+commit.73712a01',
        verification: { match: 'mismatch', firstDifference: 17, detail: 'other code' },
        abi: [],
        }),
      },
      proxy: code('proxy', { known: false, reason: 'nobody has given the sources of this code' }),
      migration: '0x129fc1c2',
      live: [
        {
          proxy: addressOf('vault'),
          words: new Map([
            [10n, hashOf('ten')],
            [9n, zeroHash],
            [2n ** 256n - 1n, hashOf('last')],
          ]),
        },
      ],
      authority: {
        rows: [
          {
            power: 'upgrade',
            signature: 'upgradeToAndCall(address,bytes)',
            selector: '0x4f1ef286',
            change: 'opened',
            before: {
              guards: ['OwnableStorage._owner == msg.sender'],
              passers: [{ kind: 'account', address: protocol.timelock }],
            },
            after: { guards: [], passers: [{ kind: 'anyone' }] },
          },
          {
            power: 'pause',
            signature: 'stop()',
            at: addressOf('admin'),
            change: 'removed',
            before: {
              guards: ['isKeeper[msg.sender]'],
              passers: [{ kind: 'unknown', reason: 'whoever meets isKeeper[msg.sender]' }],
            },
          },
        ],
        unread: ['the new code: the sources give other code'],
      },
      facts: [
        { kind: 'old layout', known: true, anchor: 'recomputed' },
        { kind: 'new layout', known: false, reason: 'the sources give other code' },
      ],
    },
  ],
  accounts: [
    {
      address: protocol.timelock,
      name: 'the timelock',
      before: { kind: 'timelock', delay, roles },
      after: { kind: 'timelock', delay: 0n, roles },
    },
    {
      address: protocol.safe,
      before: {
        kind: 'safe',
        threshold: 2,
        owners: [addressOf('a'), addressOf('b')],
        modules: [],
      },
      after: { kind: 'unknown', reason: 'the patch calls it with what could not be read' },
    },
  ],
  facts: [{ kind: 'safe', known: true, anchor: 'chain' }],
  findings: [sampleFinding, other],
  verdict: 'fail',
}
