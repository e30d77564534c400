import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gap, layOut, type TypeSpec, type VariableSpec } from './__fixtures__/lay-out'
import { diffStorageLayouts } from './diff-storage-layouts'
import { parseStorageLayout } from './parse-storage-layout'
import { describeCell } from './storage-cells'
import type { StorageLayout } from './storage-layout'

/** `change safety name: reason` of what did not stay as it was. */
function tell(from: StorageLayout, to: StorageLayout): string[] {
  const { rows } = diffStorageLayouts({ from, to })
  return rows
    .filter(({ change, safety }) => change !== 'unchanged' || safety !== 'safe')
    .map(
      ({ change, safety, from, to, reason }) =>
        `${change} ${safety} ${(to ?? from)!.path} @ ${describeCell((to ?? from)!)}: ${reason}`,
    )
}

function safetyOf(from: StorageLayout, to: StorageLayout): string {
  return diffStorageLayouts({ from, to }).safety
}

/** The same variable in two types, alone in its slot. */
function retype(from: TypeSpec, to: TypeSpec): string {
  return safetyOf(layOut(['x', from]), layOut(['x', to]))
}

const one = layOut(['owner', 'address'], ['fee', 'uint96'], ['total', 'uint256'])

test('default', () => {
  expect(diffStorageLayouts({ from: one, to: one }).rows.map(({ change }) => change)).toEqual([
    'unchanged',
    'unchanged',
    'unchanged',
  ])
  expect(safetyOf(one, one)).toBe('safe')
})

test('behavior: a variable in front moves all others', () => {
  const to = layOut(
    ['pausedAt', 'uint256'],
    ['owner', 'address'],
    ['fee', 'uint96'],
    ['total', 'uint256'],
  )
  expect(tell(one, to)).toMatchInlineSnapshot(`
    [
      "moved unsafe owner @ slot 1, bytes 0 to 19: was at slot 0, bytes 0 to 19, is at slot 1, bytes 0 to 19",
      "inserted unsafe pausedAt @ slot 0: reads the bytes of owner (address)",
      "moved unsafe fee @ slot 1, bytes 20 to 31: was at slot 0, bytes 20 to 31, is at slot 1, bytes 20 to 31",
      "moved unsafe total @ slot 2: was at slot 1, is at slot 2",
    ]
  `)
})

test('behavior: a new variable in bytes that a slot had left is safe', () => {
  const from = layOut(['owner', 'address'], ['total', 'uint256'])
  const to = layOut(['owner', 'address'], ['fee', 'uint96'], ['total', 'uint256'])
  expect(tell(from, to)).toEqual([
    'inserted safe fee @ slot 0, bytes 20 to 31: in bytes nothing used',
  ])
  expect(safetyOf(to, from)).toBe('review')
})

test('behavior: packed neighbours that swap are unsafe, though their slot stays', () => {
  const from = layOut(['a', 'uint128'], ['b', 'uint128'])
  const to = layOut(['b', 'uint128'], ['a', 'uint128'])
  expect(tell(from, to)).toHaveLength(2)
  expect(safetyOf(from, to)).toBe('unsafe')
})

test('behavior: another name at the same bytes is for people to judge', () => {
  const to = layOut(['owner', 'address'], ['feeBps', 'uint96'], ['total', 'uint256'])
  expect(tell(one, to)).toEqual([
    'renamed review feeBps @ slot 0, bytes 20 to 31: same bytes, another name',
  ])
})

test('behavior: two variables that swapped their names are no renaming', () => {
  const from = layOut(['debt', 'uint256'], ['collateral', 'uint256'])
  const to = layOut(['collateral', 'uint256'], ['debt', 'uint256'])
  expect(safetyOf(from, to)).toBe('unsafe')
})

test('behavior: a removed variable is unsafe only where something else reads its bytes', () => {
  expect(safetyOf(one, layOut(['owner', 'address'], ['fee', 'uint96']))).toBe('review')
  const reused = layOut(['owner', 'address'], ['fee', 'uint96'], ['name', 'string'])
  expect(safetyOf(one, reused)).toBe('unsafe')
  const reserved = layOut(['owner', 'address'], ['fee', 'uint96'], gap(1))
  expect(safetyOf(one, reserved)).toBe('review')
})

test('behavior: members of a struct in storage are compared by their bytes', () => {
  const members: VariableSpec[] = [
    ['owner', 'address'],
    ['fee', 'uint96'],
  ]
  const from = layOut(['config', { struct: 'Config', members }], ['total', 'uint256'])
  const grown = { struct: 'Config', members: [...members, ['cap', 'uint256']] } as const
  expect(safetyOf(from, layOut(['config', grown], ['total', 'uint256']))).toBe('unsafe')
  const alone = layOut(['config', { struct: 'Config', members }])
  expect(safetyOf(alone, layOut(['config', grown]))).toBe('safe')
})

describe('gaps', () => {
  const base = layOut(['a', 'uint256'], gap(5), ['b', 'uint256'])

  test('behavior: a gap that shrinks by what was added', () => {
    const to = layOut(['a', 'uint256'], ['c', 'uint256'], ['d', 'address'], gap(3), [
      'b',
      'uint256',
    ])
    expect(tell(base, to)[0]).toBe(
      'gap-consumed safe __gap @ slots 3 to 5: 2 of 5 slots taken, 3 left',
    )
    expect(safetyOf(base, to)).toBe('safe')
  })

  test('behavior: a gap that shrinks by too little pushes what is behind it', () => {
    const to = layOut(['a', 'uint256'], ['c', 'uint256'], ['d', 'uint256'], gap(4), [
      'b',
      'uint256',
    ])
    expect(tell(base, to)).toContain(
      'gap-missized unsafe __gap @ slots 3 to 6: it keeps 4 slots and has to keep 3, so that what follows stays in place',
    )
  })

  test('behavior: a gap that was forgotten pushes what is behind it', () => {
    const to = layOut(['a', 'uint256'], ['c', 'uint256'], gap(5), ['b', 'uint256'])
    expect(tell(base, to)[0]).toContain('gap-missized unsafe')
  })

  test('behavior: a missized gap with nothing behind it hurts only the next version', () => {
    const from = layOut(['a', 'uint256'], gap(5))
    expect(safetyOf(from, layOut(['a', 'uint256'], ['c', 'uint256'], gap(5)))).toBe('review')
    expect(safetyOf(from, layOut(['a', 'uint256'], ['c', 'uint256'], gap(4)))).toBe('safe')
  })

  test('behavior: a gap taken whole', () => {
    const from = layOut(['a', 'uint256'], gap(2), ['b', 'uint256'])
    const to = layOut(['a', 'uint256'], ['c', 'uint256'], ['d', 'uint256'], ['b', 'uint256'])
    expect(tell(from, to)[0]).toContain('gap-consumed safe __gap @ slots 1 to 2: all 2 slots taken')
  })

  test('behavior: of two gaps in a row, each belongs to its own contract', () => {
    const from = layOut(['a', 'uint256'], gap(2), gap(5), ['b', 'uint256'])
    const inner = layOut(['a', 'uint256'], ['c', 'uint256'], ['d', 'uint256'], gap(5), [
      'b',
      'uint256',
    ])
    expect(safetyOf(from, inner)).toBe('safe')
    const outer = layOut(['a', 'uint256'], gap(2), ['c', 'uint256'], gap(4), ['b', 'uint256'])
    expect(safetyOf(from, outer)).toBe('safe')
  })

  test('behavior: an array that is called a gap but holds addresses is none', () => {
    const from = layOut(['__gap', { array: 'address', length: 2 }], ['b', 'uint256'])
    const to = layOut(['x', 'uint256'], ['y', 'uint256'], ['b', 'uint256'])
    expect(safetyOf(from, to)).toBe('unsafe')
  })
})

describe('types', () => {
  test.each<[string, TypeSpec, TypeSpec]>([
    ['safe', 'address', 'contract IERC20'],
    ['safe', 'contract IERC20', 'contract IERC4626'],
    ['review', 'uint128', 'uint256'],
    ['unsafe', 'uint256', 'uint128'],
    ['unsafe', 'int128', 'int256'],
    ['unsafe', 'uint256', 'int256'],
    ['unsafe', 'uint160', 'address'],
    ['unsafe', 'bytes4', 'bytes8'],
    ['review', 'bool', 'uint8'],
    ['unsafe', 'uint8', 'bool'],
    ['review', 'string', 'bytes'],
    ['unsafe', 'string', 'uint256'],
    ['undetermined', { custom: 'Fee', bytes: 32 }, { custom: 'Fee', bytes: 32 }],
    [
      'safe',
      { custom: 'Fee', bytes: 32, underlying: 'uint256' },
      { custom: 'Fee', bytes: 32, underlying: 'uint256' },
    ],
    [
      'unsafe',
      { custom: 'Fee', bytes: 32, underlying: 'uint256' },
      { custom: 'Fee', bytes: 32, underlying: 'int256' },
    ],
    ['safe', 'uint256', { custom: 'Fee', bytes: 32, underlying: 'uint256' }],
    ['undetermined', { enum: 'State' }, { enum: 'State' }],
    ['safe', { enum: 'State', members: ['A'] }, { enum: 'State', members: ['A', 'B'] }],
    ['unsafe', { enum: 'State', members: ['A', 'B'] }, { enum: 'State', members: ['X', 'A', 'B'] }],
    ['unsafe', { enum: 'State', members: ['A', 'B'] }, { enum: 'State', members: ['A'] }],
    ['safe', { array: 'uint256' }, { array: 'uint256' }],
    ['unsafe', { array: 'uint128' }, { array: 'uint256' }],
    ['safe', { array: 'uint256', length: 2 }, { array: 'uint256', length: 3 }],
    ['review', { array: 'uint256', length: 3 }, { array: 'uint256', length: 2 }],
    ['review', { key: 'uint128', value: 'bool' }, { key: 'uint256', value: 'bool' }],
    ['unsafe', { key: 'bytes20', value: 'bool' }, { key: 'bytes32', value: 'bool' }],
    ['unsafe', { key: 'address', value: 'bool' }, { key: 'address', value: 'int256' }],
  ])('%s: %j → %j', (safety, from, to) => {
    expect(retype(from, to)).toBe(safety)
  })

  const small = { struct: 'P', members: [['a', 'uint256']] } as const
  const large = { struct: 'P', members: [...small.members, ['b', 'uint256']] } as const

  test('behavior: a struct may grow behind a mapping, not within an array', () => {
    expect(retype({ key: 'address', value: small }, { key: 'address', value: large })).toBe('safe')
    expect(retype({ array: small }, { array: large })).toBe('unsafe')
    expect(retype({ array: small, length: 2 }, { array: large, length: 2 })).toBe('unsafe')
  })

  test('behavior: a member in bytes that an element had left is safe within an array', () => {
    const half = { struct: 'P', members: [['a', 'uint128']] } as const
    const full = { struct: 'P', members: [...half.members, ['b', 'uint128']] } as const
    expect(retype({ array: half }, { array: full })).toBe('safe')
  })

  test('behavior: a member in front is unsafe however deep it is', () => {
    const shifted = { struct: 'P', members: [['b', 'uint256'], ...small.members] } as const
    const deep = (value: TypeSpec) =>
      ({ key: 'address', value: { key: 'uint256', value: { array: value } } }) as const
    const rows = diffStorageLayouts({
      from: layOut(['x', deep(small)]),
      to: layOut(['x', deep(shifted)]),
    }).rows
    expect(rows[0]).toMatchObject({ safety: 'unsafe', element: true })
  })
})

test('behavior: types nested without end are undetermined, at once', () => {
  const nest = (inner: TypeSpec) => {
    let type: TypeSpec = { key: 'address', value: { array: inner } }
    for (let i = 0; i < 5; i += 1) type = { key: 'address', value: type }
    return type
  }
  expect(retype(nest('uint256'), nest('int256'))).toBe('unsafe')
  const chain = (length: number) => {
    const id = (level: number) => (level === 0 ? 't_bool' : `m${level}`)
    const entries = Array.from({ length }, (_, i) => [
      id(i + 1),
      { encoding: 'mapping', label: 'm', numberOfBytes: '32', key: 't_bool', value: id(i) },
    ])
    const bool = { encoding: 'inplace', label: 'bool', numberOfBytes: '1' }
    return parseStorageLayout({
      storage: [{ label: 'x', slot: '0', offset: 0, type: id(length) }],
      types: { t_bool: bool, ...Object.fromEntries(entries) },
    })
  }
  expect(safetyOf(chain(60), chain(60))).toBe('safe')
  expect(safetyOf(chain(4000), chain(4000))).toBe('undetermined')
})

const elementary = fc.constantFrom(
  'uint8',
  'uint64',
  'uint128',
  'uint256',
  'int128',
  'address',
  'bool',
  'bytes4',
  'bytes32',
  'string',
)
const typeSpec: fc.Arbitrary<TypeSpec> = fc.oneof(
  { weight: 5, arbitrary: elementary },
  { weight: 1, arbitrary: elementary.map((array) => ({ array })) },
  {
    weight: 1,
    arbitrary: fc.tuple(elementary, fc.nat(5)).map(([array, n]) => ({ array, length: n + 1 })),
  },
  { weight: 1, arbitrary: elementary.map((value) => ({ key: 'address', value })) },
  {
    weight: 1,
    arbitrary: fc.tuple(elementary, elementary).map(([a, b]) => ({
      struct: `S_${a}_${b}`,
      members: [
        ['a', a],
        ['b', b],
      ] as const,
    })),
  },
)
const variables = fc
  .array(typeSpec, { minLength: 1, maxLength: 12 })
  .map((types) => types.map((type, index): VariableSpec => [`v${index}`, type]))

describe('properties', () => {
  const runs = { numRuns: 50 }

  test('behavior: nothing changes, nothing is found', () => {
    fc.assert(
      fc.property(variables, (list) => {
        const layout = layOut(...list)
        expect(tell(layout, layout)).toEqual([])
      }),
      runs,
    )
  })

  test('behavior: appending is always safe', () => {
    fc.assert(
      fc.property(variables, typeSpec, (list, added) => {
        expect(safetyOf(layOut(...list), layOut(...list, ['added', added]))).toBe('safe')
      }),
      runs,
    )
  })

  test('behavior: a whole slot in front of a used one never is', () => {
    fc.assert(
      fc.property(variables, fc.nat(), (list, where) => {
        const at = where % list.length
        const to = layOut(...list.slice(0, at), ['added', 'uint256'], ...list.slice(at))
        expect(safetyOf(layOut(...list), to)).toBe('unsafe')
      }),
      runs,
    )
  })

  test('behavior: renaming at the same bytes is never silent and never unsafe', () => {
    fc.assert(
      fc.property(variables, fc.nat(), (list, which) => {
        const to = list.map(
          ([name, type], index): VariableSpec =>
            index === which % list.length ? [`renamed_${name}`, type] : [name, type],
        )
        expect(safetyOf(layOut(...list), layOut(...to))).toBe('review')
      }),
      runs,
    )
  })

  test('behavior: taking slots out of a gap is safe exactly when it shrinks by as many', () => {
    fc.assert(
      fc.property(
        variables,
        variables,
        fc.integer({ min: 1, max: 5 }),
        fc.nat(6),
        (a, b, n, left) => {
          const behind = b.map(([name, type]): VariableSpec => [`b_${name}`, type])
          const taken = Array.from({ length: n }, (_, i): VariableSpec => [`n${i}`, 'bytes32'])
          const from = layOut(...a, gap(6), ...behind)
          const rest = left > 0 ? [gap(left)] : []
          const expected = left === 6 - n ? 'safe' : 'unsafe'
          expect(safetyOf(from, layOut(...a, ...taken, ...rest, ...behind))).toBe(expected)
        },
      ),
      runs,
    )
  })

  test('behavior: swapping two neighbours of unlike names is never safe', () => {
    fc.assert(
      fc.property(variables, fc.nat(), (list, where) => {
        fc.pre(list.length > 1)
        const at = where % (list.length - 1)
        const to = [...list]
        to.splice(at, 2, list[at + 1]!, list[at]!)
        expect(safetyOf(layOut(...list), layOut(...to))).toBe('unsafe')
      }),
      runs,
    )
  })
})
