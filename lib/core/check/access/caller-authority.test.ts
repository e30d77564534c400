import { describe, expect, test } from 'vitest'
import {
  contractModel,
  functionModel,
  guardedModel,
  outgoingCall,
} from '@/lib/core/check/__fixtures__/function-model'
import { authorityGuards, choosesCaller, isWriter } from './caller-authority'
import { isChosen, isListed, unguardedCalls } from './chosen-targets'
import { privilegedPlaces } from './privileged-places'

describe('a condition chooses its caller', () => {
  test.each([
    '_owner == msg.sender',
    'msg.sender == _owner',
    'isKeeper[msg.sender]',
    'hasRole(ADMIN, _msgSender())',
    'tx.origin == operator',
    'caller ( ) == admin',
    '_checkOwner()',
    'onlyRole(ADMIN)',
    'requireKeeper(roles)',
  ])('behavior: %s', (condition) => {
    expect(choosesCaller(condition, ['amount'])).toBe(true)
  })

  test.each([
    'open',
    'amount == 5',
    'msg.sender == tx.origin',
    'msg.sender.code.length == 0',
    'msg.sender != address(0)',
    'allowance[from][msg.sender]',
    'isApprovedForAll(msg.sender)',
    'balances[msg.sender] < amount',
    'amount <= balances[msg.sender]',
    'owner == msg.sender',
    'msg.sender == order.maker',
    'a checkOwner(b)',
    '!frozen[msg.sender]',
    'frozen[msg.sender] == false',
    '!isSanctioned(_msgSender())',
    'msg.sender != _owner',
    '_checkNotBlacklisted(msg.sender)',
    'registry.isOnDenyList(msg.sender) == false',
    'caller ( ) != admin',
  ])('behavior: %s does not, or lets it name itself', (condition) => {
    expect(choosesCaller(condition, ['owner', 'order', 'amount'])).toBe(false)
  })

  test('behavior: of a guard one way through is enough', () => {
    const guards = ['open || _owner == msg.sender', 'open', 'amount == 1 || owner == msg.sender']
    const model = guardedModel(guards, { parameters: ['owner'] })
    expect(authorityGuards(model)).toEqual(['open || _owner == msg.sender'])
  })
})

test('behavior: what somebody outside can make write', () => {
  expect(isWriter(functionModel())).toBe(true)
  expect(isWriter(functionModel({ visibility: 'public', mutability: 'payable' }))).toBe(true)
  for (const signature of ['fallback', 'receive']) {
    expect(isWriter(functionModel({ name: '', signature }))).toBe(true)
  }
  for (const changes of [
    { visibility: 'internal' },
    { visibility: 'private' },
    { mutability: 'view' },
    { mutability: 'pure' },
    { name: '', signature: 'constructor' },
  ] as const) {
    expect(isWriter(functionModel(changes))).toBe(false)
  }
})

describe('an address that whoever calls may name', () => {
  test('behavior: is a parameter or the caller', () => {
    const origins = ['constant', 'immutable', 'storage', 'caller', 'parameter', 'unknown'] as const
    expect(origins.filter(isChosen)).toEqual(['caller', 'parameter'])
  })

  test.each([
    'listed[target]',
    'isListed(target)',
    'isListed(pool, target)',
    'target == router',
    'router == target',
    'open || address(target) == router',
    'IRouter(payable(target)) == router',
  ])('behavior: is chosen by %s', (guard) => {
    expect(isListed(guardedModel([guard]), 'IERC20(payable(target))')).toBe(true)
  })

  test.each([
    'listed[other]',
    'isListed(other)',
    'isListed(targets)',
    'target',
    'target != router',
    'target == address(0)',
    'target.code.length == 1',
    'isContract(target)',
    'IERC20(target).asks()',
    'other == router',
    'Pair(target, other) == router',
    '!denied[target]',
    '!isDenied(target)',
    'denied[target] == false',
    'target == order.to',
    'target == given',
    'given == target',
    'target == msg.sender',
    'target == target',
    'ERC165.supportsInterface(target, id)',
  ])('behavior: is not chosen by %s', (guard) => {
    const parameters = ['target', 'order', 'given']
    expect(isListed(guardedModel([guard], { parameters }), 'target')).toBe(false)
  })

  test('behavior: is called for whoever calls, but by initializers, views and what is guarded', () => {
    const outgoing = [outgoingCall()]
    const selector = '0x12345678' as const
    const initializer = {
      signature: 'i()',
      selector,
      version: 1n,
      writes: [],
      place: outgoing[0]!.place,
    }
    const open = functionModel({ name: 'open', outgoing, selector: '0xaaaaaaaa' })
    const nameless = functionModel({ name: '', signature: 'fallback', outgoing })
    const functions = [
      open,
      nameless,
      functionModel({ name: 'i', outgoing, selector }),
      functionModel({ name: 'v', outgoing, mutability: 'view' }),
      guardedModel(['_owner == msg.sender'], { name: 'g', outgoing }),
    ]
    const calls = unguardedCalls(contractModel(functions, { initializers: [initializer] }))
    expect(calls).toEqual([
      { by: open, call: outgoing[0] },
      { by: nameless, call: outgoing[0] },
    ])
  })
})

describe('a place of the privileged', () => {
  const owned = ['_owner == msg.sender']
  const selector = '0x12345678' as const
  const model = contractModel(
    [
      guardedModel(owned, { name: 'setPrice', writes: ['price', 'shared', 'Space.rate'] }),
      functionModel({ name: 'deposit', writes: ['shared', 'balances'] }),
      functionModel({ name: 'initialize', selector, writes: ['price'] }),
      functionModel({ name: 'internal_', visibility: 'internal', writes: ['price'] }),
    ],
    {
      initializers: [
        {
          signature: 'initialize()',
          selector,
          version: 1n,
          writes: [],
          place: { path: 'a', line: 1 },
        },
      ],
      namespaces: [
        {
          id: 'my.space',
          struct: 'Space',
          contract: 'A',
          slot: 1n,
          slots: [],
          members: [],
          place: { path: 'a', line: 1 },
        },
      ],
    },
  )
  const placeOf = privilegedPlaces(model)

  test.each([
    ['implementation', 'EIP-1967'],
    ['admin', 'EIP-1967'],
    ['beacon', 'EIP-1967'],
    ['openzeppelin.storage.Ownable._owner', 'a place of OpenZeppelin for power'],
    ['price', 'only chosen callers could write it'],
    ['price[1].at', 'only chosen callers could write it'],
    ['my.space.rate', 'only chosen callers could write it'],
    ['my.space.rate[3]', 'only chosen callers could write it'],
    ['my.space.owner', 'by its name'],
    ['feeRecipient', 'by its name'],
    ['isAuthorized[1]', 'by its name'],
    ['wards[1]', 'by its name'],
    ['my.space.manager', 'by its name'],
  ])('behavior: %s, %s', (path, reason) => {
    expect(placeOf(path)).toBe(reason)
  })

  test.each(['shared', 'balances[1]', 'rate', 'other.my.space.rate', 'my.space.other'])(
    'behavior: %s is none',
    (path) => {
      expect(placeOf(path)).toBeUndefined()
    },
  )

  test('behavior: without sources names and standard places tell', () => {
    const alone = privilegedPlaces(undefined)
    expect(alone('price')).toBeUndefined()
    expect(alone('pauser')).toBe('by its name')
    expect(alone('beacon')).toBe('EIP-1967')
  })
})
