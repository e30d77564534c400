import { scanOpcodes } from '@/lib/core/bytecode/scan-opcodes'
import type { Check } from '@/lib/core/check/check'

/** Since which hard fork an instruction exists. @see https://www.evm.codes */
const since: ReadonlyMap<string, string> = new Map([
  ['BASEFEE', 'london'],
  ['PUSH0', 'shanghai'],
  ['TLOAD', 'cancun'],
  ['TSTORE', 'cancun'],
  ['MCOPY', 'cancun'],
  ['BLOBHASH', 'cancun'],
  ['BLOBBASEFEE', 'cancun'],
  ['CLZ', 'osaka'],
])

const hardforks = ['istanbul', 'berlin', 'london', 'paris', 'shanghai', 'cancun', 'prague', 'osaka']

/** BC-10. Whether the chain knows every instruction of the new code. */
export const opcodesSupported: Check<'new code' | 'chain'> = {
  id: 'BC-10',
  title: 'The chain knows every instruction of the new code',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['new code', 'chain'],
  remedy: 'Compile for the chain: set evmVersion to a hard fork that it has.',
  run: (values) => {
    const newer = scanOpcodes(values['new code']).filter(({ opcode }) => since.has(opcode))
    const evidence = newer.map(({ opcode, offsets }) => ({
      where: `byte ${offsets[0]}`,
      what: `${opcode}, since ${since.get(opcode)}`,
    }))
    if (newer.length === 0) {
      return { verdict: 'pass', detail: 'It has none that is younger than Istanbul.', evidence }
    }
    const { hardfork } = values.chain
    const reached = hardforks.indexOf(hardfork ?? '')
    if (reached < 0) {
      const detail = `Which hard fork chain ${values.chain.id} has is not known${hardfork ? `: ${hardfork}` : ''}.`
      return { verdict: 'unknown', detail, evidence }
    }
    const missing = newer.filter(
      ({ opcode }) => hardforks.indexOf(since.get(opcode) ?? '') > reached,
    )
    return missing.length > 0
      ? {
          verdict: 'fail',
          detail: `${missing.length} of them are younger than ${hardfork}.`,
          evidence,
        }
      : { verdict: 'pass', detail: `${hardfork} has them all.`, evidence }
  },
}
