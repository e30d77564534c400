import type { Hash } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding } from '@/lib/core/check/finding'
import type { ReportDifference } from '@/lib/core/report/compare-reports'
import { inputConflicts } from '@/lib/core/report/input-conflicts'
import { hashReport } from '@/lib/core/report/serialize-report'
import { isAttestation } from '@/lib/core/signing/attestation-document'
import { alignRows } from './align-rows'
import type { Command } from './command'
import { exitCodes } from './exit-codes'
import { type ParsedArguments, UsageError } from './parse-arguments'
import { readText } from './read-json'
import { namedSourcesOption, rpcOption } from './review-options'
import { isVerifiable, openVerifiable, type Verifiable } from './verifiable'
import { verifyAloneText } from './verify-alone-text'
import { verifyAttestationText } from './verify-attestation-text'

/**
 * `suture verify`: makes a report, a simulation or a replay again and says what differs; of an attestation, whose it is; of
 * anything else, what its bytes say.
 */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'make a report, a simulation or a replay again, and compare; recompute anything else',
  positionals: ['<document.json|->'],
  options: {
    rpc: rpcOption,
    sources: namedSourcesOption,
    check: { value: '<id>', summary: 'compare only the findings of this check, e.g. TX-03' },
    compare: {
      value: '<url>',
      summary: 'the other node that a simulation was compared with, where it was',
    },
    engine: {
      choices: ['fork', 'eth_simulateV1'],
      summary: 'how a simulation is run again; eth_simulateV1 needs neither Anvil nor sources',
    },
  },
  details: `Everything is read again at the block of the report, which needs a node that still has its state. Exit code 0
where every byte is the same, 1 where something differs: what, is printed. What an instance gives as sources is checked
by its hash, so it need not be trusted.

With --engine eth_simulateV1 the path of a simulation alone is walked again, by the node of --rpc: status, gas, events, ether
and every word that was written have to be the same. Calls, what words mean and the checks are not compared.

An attestation is verified by its signature alone, without a node; one by a contract (EIP-1271) needs --rpc.

Anything else is recomputed from its own bytes, without a node, as on the page /verify: a Safe transaction as Suture
carries it or a Safe service answers it, EIP-712 typed data, a Transaction Builder file, a dossier, an ERC-7730 descriptor.`,
  run: async ({ positionals, options }, io) => {
    const text = (await readText(positionals[0] ?? '-', io)).trim()
    if (isAttestation(text)) {
      const { out, code } = await verifyAttestationText(text, options)
      io.writeOut(out)
      return code
    }
    if (!isVerifiable(text)) {
      const { out, code } = await verifyAloneText(text)
      io.writeOut(out)
      return code
    }
    const given = openVerifiable(text)
    const check = parseCheck(options.check, given)
    const conflicts = inputConflicts(given.input)
    if (conflicts.length > 0) {
      io.writeOut(describeDifferences(`It is a ${given.noun} of two things at once.`, conflicts))
      return exitCodes.verdict
    }
    if (options.engine === 'eth_simulateV1') {
      const { out, code } = await resimulateText(given, options)
      io.writeOut(out)
      return code
    }
    const made = await given.makeAgain(options)
    const differences = differencesOf({ ...made, check, text })
    if (differences.length > 0) {
      const told = describeDifferences('It is not the same.', differences)
      const hint = given.hasSources && options.sources === undefined ? sourcesHint(given.noun) : ''
      io.writeOut(`${told}Made here: ${given.noun} ${made.hash}\n${hint}`)
      return exitCodes.verdict
    }
    const { noun } = given
    const what = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`
    io.writeOut(`The same${check ? ` for ${check}` : ''}. ${what} ${made.hash}\n`)
    return exitCodes.done
  },
}

type Options = ParsedArguments['options']

/** What another node makes of a simulation. @throws UsageError, and what `resimulate` throws */
async function resimulateText(
  { noun, resimulate }: Verifiable,
  options: Options,
): Promise<{ out: string; code: number }> {
  if (!resimulate) {
    throw new UsageError(`A ${noun} is not made by eth_simulateV1.`, {
      hint: 'Leave --engine out: only a simulation is run again that way.',
    })
  }
  const { transactions, words, differences } = await resimulate(options)
  if (differences.length > 0) {
    const told = differences.map((one) => `  ${visibleText(one)}`)
    const out = ['This node comes to something else by eth_simulateV1.', ...told]
    return { out: `${out.join('\n')}\n`, code: exitCodes.verdict }
  }
  const compared = `${transactions} transactions and ${words} words of storage`
  const out = `The same by eth_simulateV1: ${compared}. Calls and checks were not compared.\n`
  return { out, code: exitCodes.done }
}
type Row = Pick<ReportDifference, 'where' | 'given' | 'made'>

/** A check that nobody ever ran would differ in nothing. */
function parseCheck(
  check: Options[string] | undefined,
  { noun, findings }: { readonly noun: string; readonly findings: readonly Finding[] },
): string | undefined {
  if (typeof check !== 'string') return undefined
  if (findings.some((finding) => finding.check === check)) return check
  throw new UsageError(`The ${noun} has no finding of that check.`, {
    facts: [['Got', visibleText(check, { maxLength: 60 })]],
    hint: `Give its id as the ${noun} has it, e.g. TX-03, or leave --check out to compare everything.`,
  })
}

function differencesOf({
  differences,
  check,
  text,
  hash,
}: {
  differences: readonly ReportDifference[]
  check: string | undefined
  text: string
  hash: Hash
}): readonly Row[] {
  if (check) return differences.filter((one) => one.check === check)
  if (differences.length > 0 || hashReport(text) === hash) return differences
  const spaced = 'the same JSON, but not written canonically'
  return [{ where: 'bytes', given: `${spaced}: ${hashReport(text)}`, made: hash }]
}

function describeDifferences(title: string, differences: readonly Row[]): string {
  const rows = differences.map(({ where, given, made }) => [
    where,
    `given ${given}`,
    `made ${made}`,
  ])
  return `${[title, ...alignRows(rows, '  ')].join('\n')}\n`
}

function sourcesHint(noun: string): string {
  return `The ${noun} was made with sources. Give them with --sources <folder or URL of an instance>.\n`
}
