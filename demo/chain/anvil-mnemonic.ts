/** The mnemonic of every Anvil and Hardhat node: known to everybody, worth nothing anywhere else. */
export const anvilMnemonic = 'test test test test test test test test test test test junk'
