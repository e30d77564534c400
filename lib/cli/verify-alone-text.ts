import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { Examination } from '@/lib/core/verify/examination'
import { examine } from '@/lib/core/verify/examine'
import { recognise } from '@/lib/core/verify/recognise'
import { alignRows } from './align-rows'
import { exitCodes } from './exit-codes'

/**
 * What can be said of a document from its own bytes, without a node: hashes, calls, signers. The same as on /verify.
 *
 * @returns What to print, and the exit code: 1 where something in it contradicts itself.
 * @throws NotRecognisedError, and what the parser of its kind throws
 */
export async function verifyAloneText(
  text: string,
): Promise<{ readonly out: string; readonly code: number }> {
  const examination = await examine(recognise(text))
  const { title, statements } = examination
  const isWrong = statements.some(({ verdict }) => verdict === 'fail')
  const said = statements.map(({ verdict, text: words }) => [verdict, words])
  return {
    out: `${[`${title}.`, ...alignRows([...said, ...factRows(examination)], '  ')].join('\n')}\n`,
    code: isWrong ? exitCodes.verdict : exitCodes.done,
  }
}

function factRows({ hashes, refers, facts, calls }: Examination): string[][] {
  return [
    ...hashes.map(({ name, hash }) => [name, hash]),
    ...refers.map(({ name, hash }) => [`names as ${name}`, hash]),
    ...facts.map(({ label, value }) => [label, value]),
    ...calls.flatMap((call) => callRows(call, '')),
  ]
}

function callRows(
  { call, operation, signature, children }: DecodedCall,
  indent: string,
): string[][] {
  const what = signature ?? (call.data === '0x' ? 'transfer of value' : 'not decoded')
  return [
    [`${indent}${operation}`, `${call.target} ${what}`],
    ...children.flatMap((child) => callRows(child.call, `${indent}  `)),
  ]
}
