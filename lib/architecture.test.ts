import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findViolations } from '@/test/architecture/find-violations'

const folders = ['bin', 'lib', 'components', 'app', 'demo', 'e2e', 'bench', 'test', 'scripts']

function readTree(): Map<string, string> {
  const beside = readdirSync('.').filter((path) => /(?<!\.d)\.(ts|mjs)$/.test(path))
  const paths = [...beside, ...folders.flatMap((folder) => listFiles(folder))]
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]))
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.includes('/node_modules/'))
  } catch {
    return []
  }
}

/** Small repositories in memory: path, text, path, text … */
function violationsOf(files: Record<string, string>): string[] {
  return findViolations(new Map(Object.entries(files)))
}

test('default', () => {
  const tree = readTree()
  expect(tree.size).toBeGreaterThan(20)
  expect(findViolations(tree)).toEqual([])
})

const call = { 'lib/core/chain/call.ts': 'export type Call = 1' }
const rpc = { 'lib/adapters/rpc/read-block.ts': 'export const readBlock = 1' }
const propose = { 'lib/actions/propose.ts': 'export const propose = 1' }
const button = { 'components/ui/button.tsx': 'export const Button = 1' }
const useNow = { 'lib/hooks/use-now.ts': 'export const useNow = 1' }
const anvil = { 'demo/start-anvil.ts': 'export const startAnvil = 1' }

type Case = [rule: string, bad: Record<string, string>, good: Record<string, string>]

/** Each rule with a file that breaks it, and with its nearest relative that does not. */
const cases: Case[] = [
  [
    'no parent path',
    { ...call, 'lib/core/safe/safe.ts': "import '../chain/call'\nexport const safe = 1" },
    { ...call, 'lib/core/safe/safe.ts': "import '@/lib/core/chain/call'\nexport const safe = 1" },
  ],
  [
    'every target exists',
    { 'lib/core/chain/call.ts': "import './gone'\nexport type Call = 1" },
    { 'lib/core/chain/call.ts': "// import './gone'\nexport type Call = \"import './gone'\"" },
  ],
  [
    'core imports nothing above it',
    { ...rpc, 'lib/core/chain/x.ts': "import '@/lib/adapters/rpc/read-block'\nexport let x" },
    { ...call, 'lib/adapters/rpc/x.ts': "import '@/lib/core/chain/call'\nexport let x" },
  ],
  [
    'adapters do not know actions',
    { ...propose, 'lib/adapters/rpc/x.ts': "import '@/lib/actions/propose'\nexport let x" },
    { ...rpc, 'lib/actions/x.ts': "import '@/lib/adapters/rpc/read-block'\nexport let x" },
  ],
  [
    'a lazy import is an import',
    {
      ...propose,
      'lib/adapters/rpc/x.ts': "export const x = () => import('@/lib/actions/propose')",
    },
    {
      ...rpc,
      'lib/actions/x.ts': "export const x = () => import('@/lib/adapters/rpc/read-block')",
    },
  ],
  [
    'adapters never import each other',
    { ...rpc, 'lib/adapters/store/x.ts': "import '@/lib/adapters/rpc/read-block'\nexport let x" },
    { ...rpc, 'lib/adapters/rpc/x.ts': "import './read-block'\nexport let x" },
  ],
  [
    'adapters share what confines a process, which knows none of them',
    {
      ...rpc,
      'lib/adapters/confined/x.ts': "import '@/lib/adapters/rpc/read-block'\nexport let x",
    },
    {
      'lib/adapters/confined/x.ts': 'export let x = 1',
      'lib/adapters/solver/y.ts': "import '@/lib/adapters/confined/x'\nexport let y",
    },
  ],
  [
    'subjects of one row stay apart',
    {
      'lib/core/safe/safe.ts': 'export let safe',
      'lib/core/timelock/x.ts': "import type { safe } from '@/lib/core/safe/safe'\nexport let x",
    },
    {
      'lib/core/safe/safe.ts': 'export let safe',
      'lib/core/patch/x.ts': "import type { safe } from '@/lib/core/safe/safe'\nexport let x",
    },
  ],
  [
    'no subject imports one above it',
    {
      'lib/core/patch/patch.ts': 'export let patch',
      'lib/core/check/x.ts': "import { patch } from '@/lib/core/patch/patch'\nexport let x",
    },
    {
      'lib/core/check/check.ts': 'export let check',
      'lib/core/patch/x.ts': "import { check } from '@/lib/core/check/check'\nexport let x",
    },
  ],
  [
    'a subject has a place in the order',
    { 'lib/core/misc/x.ts': 'export let x' },
    { 'lib/core/chain/x.ts': 'export let x' },
  ],
  [
    'the core uses pure packages',
    { 'lib/core/chain/x.ts': "import { readFileSync } from 'node:fs'\nexport let x" },
    { 'lib/core/chain/x.ts': "import { keccak256 } from 'viem'\nexport let x" },
  ],
  [
    'the core does not take viem by its actions',
    { 'lib/core/chain/x.ts': "import { call } from 'viem/actions'\nexport let x" },
    { 'lib/core/chain/x.test.ts': "import { call } from 'viem/actions'\nexport let x" },
  ],
  [
    'the core does not read the clock',
    { 'lib/core/chain/x.ts': 'export const x = () => Date.now()' },
    { 'lib/core/chain/x.ts': '// Date.now()\nexport const x = (now: bigint) => now' },
  ],
  [
    'the core makes no dates of its own',
    { 'lib/core/chain/x.ts': 'export const x = () => new Date()' },
    { 'lib/core/chain/x.ts': 'export const x = (at: number) => new Date(at)' },
  ],
  [
    'the core leaves nothing to chance',
    { 'lib/core/chain/x.ts': 'export const x = () => Math.random()' },
    { 'lib/actions/x.ts': 'export const x = () => Math.random()' },
  ],
  [
    'nothing below queries knows React',
    { 'lib/actions/x.ts': "import { useState } from 'react'\nexport let x" },
    { 'lib/hooks/x.ts': "import { useState } from 'react'\nexport let x" },
  ],
  [
    'components never reach actions',
    {
      ...propose,
      'components/patch/x-panel.tsx': "import '@/lib/actions/propose'\nexport let XPanel",
    },
    { ...propose, 'app/page.tsx': "import '@/lib/actions/propose'\nexport let x" },
  ],
  [
    'components never reach adapters',
    { ...rpc, 'components/patch/x.tsx': "import '@/lib/adapters/rpc/read-block'\nexport let X" },
    { ...call, 'components/patch/x.tsx': "import '@/lib/core/chain/call'\nexport let X" },
  ],
  [
    'only panels bind hooks',
    { ...useNow, 'components/patch/x-view.tsx': "import '@/lib/hooks/use-now'\nexport let XView" },
    {
      ...useNow,
      'components/patch/x-panel.tsx': "import '@/lib/hooks/use-now'\nexport let XPanel",
    },
  ],
  [
    'primitives know only themselves',
    { ...call, 'components/ui/x.tsx': "import '@/lib/core/chain/call'\nexport let X" },
    { ...button, 'components/ui/x.tsx': "import './button'\nexport let X" },
  ],
  [
    'app does not reach adapters',
    { ...rpc, 'app/page.tsx': "import '@/lib/adapters/rpc/read-block'\nexport let x" },
    { ...button, 'app/page.tsx': "import '@/components/ui/button'\nexport let x" },
  ],
  [
    'the command line knows no face',
    { ...button, 'lib/cli/x.ts': "import '@/components/ui/button'\nexport let x" },
    { ...propose, 'lib/cli/x.ts': "import '@/lib/actions/propose'\nexport let x" },
  ],
  [
    'only the start of the server knows the worker',
    {
      'lib/worker/start-worker.ts': 'export let startWorker',
      'components/x-panel.tsx': "import '@/lib/worker/start-worker'\nexport let XPanel",
    },
    {
      'lib/worker/start-worker.ts': 'export let startWorker',
      'instrumentation.ts': "import '@/lib/worker/start-worker'",
    },
  ],
  [
    'nothing imports the command line',
    { 'lib/cli/command.ts': 'export let command', 'app/page.tsx': "import '@/lib/cli/command'" },
    {
      'lib/cli/command.ts': 'export let command',
      'lib/cli/x.ts': "import './command'\nexport let x",
    },
  ],
  [
    'a layout does not know what is checked on it',
    {
      'lib/core/check/check.ts': 'export let check',
      'lib/core/storage-layout/x.ts': "import '@/lib/core/check/check'\nexport let x",
    },
    {
      'lib/core/storage-layout/diff.ts': 'export let diff',
      'lib/core/check/x.ts': "import '@/lib/core/storage-layout/diff'\nexport let x",
    },
  ],
  [
    'what stands beside app is of app',
    { ...rpc, 'proxy.ts': "import '@/lib/adapters/rpc/read-block'\nexport const proxy = 1" },
    { ...propose, 'proxy.ts': "import '@/lib/actions/propose'\nexport const proxy = 1" },
  ],
  [
    "Safe's kits stay behind their adapter",
    { 'lib/actions/x.ts': "export const x = () => import('@safe-global/api-kit')" },
    { 'lib/adapters/safe-service/x.ts': "export const x = () => import('@safe-global/api-kit')" },
  ],
  [
    'the product does not import its workshop',
    { ...anvil, 'app/page.tsx': "import '@/demo/start-anvil'\nexport let x" },
    { ...anvil, 'e2e/x.ts': "import '@/demo/start-anvil'\nexport let x" },
  ],
  [
    'a file is named after its idea',
    { 'lib/core/chain/parsing.ts': 'export const parseAddress = 1' },
    { 'lib/core/chain/address-error.ts': 'export class InvalidAddressError {}' },
  ],
  [
    'a type is an idea too',
    { 'lib/core/chain/shape.ts': 'export type Call = 1' },
    { 'lib/core/chain/call.ts': 'export type Call = 1\nexport type CallParameters = 1' },
  ],
  [
    'no name that says nothing',
    { 'components/patch/patch-helpers.tsx': 'export let A, B' },
    { 'components/patch/patch-words.tsx': 'export let A, B' },
  ],
  [
    'a wallet connector may be written in the terms of wagmi',
    { 'lib/actions/x.ts': "import 'wagmi'\nexport let x" },
    { 'lib/adapters/wallet/x.ts': "import 'wagmi'\nexport let x" },
  ],
]

describe('rules', () => {
  test.each(cases)('%s', (_rule, bad, good) => {
    expect(violationsOf(bad)).toHaveLength(1)
    expect(violationsOf(good)).toEqual([])
  })

  test('behavior: a violation is told in one sentence', () => {
    expect(
      violationsOf({
        ...rpc,
        'components/a.tsx': "import '@/lib/adapters/rpc/read-block'\nexport let A",
      }),
    ).toMatchInlineSnapshot(`
      [
        "components/a.tsx imports @/lib/adapters/rpc/read-block: components never reach adapters",
      ]
    `)
  })

  test('error: a file that is not TypeScript', () => {
    expect(() => violationsOf({ 'lib/core/chain/x.ts': 'export const' })).toThrow()
  })
})
