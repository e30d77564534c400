import { scanOpcodes } from '@/lib/core/bytecode/scan-opcodes'
import { youngOpcodes } from '@/lib/core/bytecode/young-opcodes'
import type { Check } from '@/lib/core/check/check'

/** BC-10. Whether the chain knows every instruction of the new code. */
export const opcodesSupported: Check<'new code' | 'chain opcodes' | 'chain id'> = {
  id: 'BC-10',
  title: 'The chain knows every instruction of the new code',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['new code', 'chain opcodes', 'chain id'],
  remedy: 'Compile for the chain: set evmVersion to a hard fork that it has.',
  run: (values) => {
    const young = scanOpcodes(values['new code']).filter(({ opcode }) =>
      youngOpcodes.includes(opcode),
    )
    const evidenceOf = (uses: typeof young, what: string) =>
      uses.map(({ opcode, offsets }) => ({
        where: `byte ${offsets[0]}`,
        what: `${opcode} ${what}`,
      }))
    const answers = values['chain opcodes']
    const missing = young.filter(({ opcode }) => answers.get(opcode) === false)
    if (missing.length > 0) {
      const evidence = evidenceOf(missing, `is unknown to chain ${values['chain id']}`)
      return { verdict: 'fail', detail: 'Where it is reached, the call fails.', evidence }
    }
    const unasked = young.filter(({ opcode }) => !answers.has(opcode))
    if (unasked.length > 0) {
      const evidence = evidenceOf(unasked, 'was not tried')
      return { verdict: 'unknown', detail: 'Not all of its instructions were tried.', evidence }
    }
    return young.length === 0
      ? { verdict: 'pass', detail: 'It has none that is younger than Istanbul.', evidence: [] }
      : {
          verdict: 'pass',
          detail: 'The chain runs each of them.',
          evidence: evidenceOf(young, 'was run'),
        }
  },
}
