import { namespaceSlot } from './namespace-slot'

/**
 * Where Initializable of OpenZeppelin 5 counts versions. Computed from the id of its namespace: a wrong digit would be a
 * place in which nobody counts.
 */
export const initializedSlot = namespaceSlot('openzeppelin.storage.Initializable')
