import { expect, test } from 'vitest'
import { initializedSlot } from './initialized-slot'

test('default: as Initializable.sol of OpenZeppelin 5 has it', () => {
  const slot = 0xf0c57e16840df040f15088dc2f81fe391c3923bec73e23a9662efc9c229c6a00n
  expect(initializedSlot).toBe(slot)
})
