import { scanOpcodes } from '@/lib/core/bytecode/scan-opcodes'
import type { Check } from '@/lib/core/check/check'

const dangerous = ['SELFDESTRUCT', 'DELEGATECALL', 'CALLCODE', 'CREATE2']

/** BC-06. Whether the new code can do what the old one could not: end itself, or lend its storage to other code. */
export const noNewDanger: Check<'old code' | 'new code'> = {
  id: 'BC-06',
  title: 'No instruction is new that ends the code or runs other code in its storage',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old code', 'new code'],
  incident:
    'Parity, 2017-11-06, 513,774 ether frozen: the library behind every wallet could destroy itself. Since Cancun SELFDESTRUCT leaves code made in an earlier transaction, and still sends all ether.',
  remedy: 'Find where the source uses it, in assembly too, and who can get there.',
  run: (values) => {
    const before = new Set(scanOpcodes(values['old code']).map(({ opcode }) => opcode))
    const added = scanOpcodes(values['new code']).filter(
      ({ opcode }) => dangerous.includes(opcode) && !before.has(opcode),
    )
    const evidence = added.map(({ opcode, offsets }) => ({
      where: `byte ${offsets[0]}`,
      what: `${opcode}, ${offsets.length === 1 ? 'once' : `${offsets.length} times`}`,
    }))
    return added.length > 0
      ? { verdict: 'fail', detail: `${added.length} such instructions are new.`, evidence }
      : { verdict: 'pass', detail: 'It has none that the old code had not.', evidence }
  },
}
